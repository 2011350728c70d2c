/** A composite names probes that can be judged at its times, over a period that is made of theirs. */
import { namesIn } from '../../steady-state/composite.ts';
import { periodOf } from '../../steady-state/freshness.ts';
import { describeFound, quoted } from '../../validation/found.ts';
import { listed, type Path, type Problem, problem } from '../../validation/problem.ts';
import { unknownName } from '../../validation/unknown-name.ts';
import { iso } from '../durations.ts';
import type { Composite, Hypothesis, Probe } from '../schema/probes.ts';

export function* composition(
  { probes }: Pick<Hypothesis, 'probes'>,
  { id, composite, when }: Probe,
  path: Path,
): Iterable<Problem> {
  if (!composite) return;
  const at = [...path, 'composite'];
  const others = probes.filter((probe) => probe.id !== id && !probe.composite);
  const { period: _, ...lists } = composite;
  if (Object.keys(lists).length !== 1)
    yield problem(at, { found: describeFound(composite), allowed: 'exactly one of all, any, none' });
  for (const [key, names = []] of Object.entries(lists)) {
    if (names.length === 0)
      yield problem([...at, key], { found: 'an empty list', allowed: listed(others.map((probe) => probe.id)) });
    for (const [n, name] of names.entries()) {
      const named = others.find((probe) => probe.id === name);
      if (!named)
        yield unknownName(
          [...at, key, n],
          name,
          'other plain probes',
          others.map((probe) => probe.id),
        );
      for (const phase of named ? when.filter((each) => !named.when.includes(each)) : [])
        yield problem([...at, key, n], {
          found: `${quoted(name)}, which is not looked at ${phase}`,
          allowed: `a probe with ${phase} in its when, as this one has`,
        });
    }
  }
  yield* period(composite, probes, at);
}

/** What one datapoint covers must lie in one period of the composite. */
function* period(composite: Composite, probes: readonly Probe[], at: Path): Iterable<Problem> {
  const names = namesIn(composite);
  const lengths = probes.filter(({ id }) => names.includes(id)).flatMap((probe) => periodOf(probe) || []);
  const whole = periodOf({ id: '', when: [], composite });
  const longest = Math.max(0, ...lengths);
  if (longest === 0 || (whole > 0 && lengths.every((length) => whole % length === 0))) return;
  const each = [...new Set(lengths)].sort((a, b) => a - b).map(iso);
  yield problem([...at, 'period'], {
    found: composite.period === undefined ? 'nothing' : describeFound(composite.period),
    allowed: `a multiple of ${each.join(' and of ')}, the period${each.length > 1 ? 's' : ''} of its probes`,
  });
}
