/** What would be wrong with the experiments of a monkey's kills, said where its own file says it. */
import { validateExperiment } from '../../experiment/validate.ts';
import { type Path, type Problem, problem } from '../../validation/problem.ts';
import { exampleOf } from '../example.ts';
import type { MonkeyDefinition } from '../schema/monkey.ts';

/** Each once, though every grouping may have it. */
export function experiments(monkey: MonkeyDefinition): readonly Problem[] {
  const found = new Map<string, Problem>();
  for (const i of monkey.groups.keys()) {
    const checked = validateExperiment(exampleOf(monkey, i));
    for (const { path, found: what, allowed, nearest, at } of checked.ok ? [] : checked.problems) {
      const moved = problem(placeOf(path, monkey, i), { found: what, allowed, nearest, ...(at && { at }) });
      found.set(moved.message, moved);
    }
  }
  return [...found.values()];
}

function placeOf(
  path: Path,
  { probes = [], guardrails: { stopAlarms = [] } }: MonkeyDefinition,
  grouping: number,
): Path {
  const [room, part, index, ...rest] = path;
  if (room === 'hypothesis' && part === 'probes') {
    if (typeof index !== 'number') return ['probes'];
    if (index < probes.length) return ['probes', index, ...rest];
    const alarm = index - probes.length;
    return alarm < stopAlarms.length
      ? ['guardrails', 'stopAlarms', alarm]
      : ['outage', 'alarms', alarm - stopAlarms.length];
  }
  if (room === 'hypothesis' && part === 'recovery') return ['heal', index === 'hold' ? 'hold' : 'within'];
  if (room === 'targets') return ['groups', grouping, 'where'];
  return room === 'guardrails' || room === 'metadata' || room === 'report' || room === 'environment' ? path : [];
}
