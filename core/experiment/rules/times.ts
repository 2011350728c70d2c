/** Durations that fit each other, and periods that CloudWatch has. */
import { fault } from '../../faults/catalogue.ts';
import { durationOf } from '../../faults/parameters.ts';
import { describeFound } from '../../validation/found.ts';
import { type Path, type Problem, problem } from '../../validation/problem.ts';
import { iso, millis } from '../durations.ts';
import { metricPeriod } from '../periods.ts';
import type { Experiment } from '../schema/experiment.ts';
import { referencePattern } from '../schema/scalars.ts';
import type { Step } from '../schema/steps.ts';
import { wavesOf } from '../waves.ts';
import { order } from './order.ts';
import type { Rule } from './rule.ts';

/** A lease is at most this long, and a run ends within its lease. */
const longest = 'PT12H';

export const times: Rule = function* (experiment) {
  const { hypothesis, guardrails, schedule, report, maxDuration } = experiment;
  yield* positive(hypothesis.recovery.within, ['hypothesis', 'recovery', 'within']);
  yield* positive(hypothesis.recovery.groups, ['hypothesis', 'recovery', 'groups']);
  yield* positive(guardrails.minimumGap, ['guardrails', 'minimumGap']);
  yield* positive(report?.retain, ['report', 'retain']);
  yield* positive(schedule?.flexibleWindow, ['schedule', 'flexibleWindow']);
  yield* positive(maxDuration, ['maxDuration']);
  for (const [i, probe] of hypothesis.probes.entries()) {
    const path = ['hypothesis', 'probes', i];
    if (probe.cloudwatch) yield* period(probe.cloudwatch.period, [...path, 'cloudwatch', 'period']);
    for (const [name, query] of Object.entries(probe.math?.metrics ?? {}))
      yield* period(query.period, [...path, 'math', 'metrics', name, 'period']);
    yield* positive(probe.composite?.period, [...path, 'composite', 'period']);
    yield* positive(probe.logs?.period, [...path, 'logs', 'period']);
    yield* positive(probe.http?.timeout, [...path, 'http', 'timeout']);
    yield* positive(probe.lambda?.timeout, [...path, 'lambda', 'timeout']);
    if (probe.expect && 'baseline' in probe.expect)
      yield* positive(probe.expect.baseline, [...path, 'expect', 'baseline']);
  }
  for (const [i, { await: awaited }] of experiment.steps.entries()) {
    if (!awaited) continue;
    const [key, written] = 'time' in awaited ? ['time', awaited.time] : ['within', awaited.within];
    yield* positive(written, ['steps', i, 'await', key]);
  }
  yield* positive(experiment.drill?.failback.within, ['drill', 'failback', 'within']);
  yield* ceiling(experiment);
};

function* ceiling(experiment: Experiment): Iterable<Problem> {
  const { maxDuration } = experiment;
  if (referencePattern.test(maxDuration)) return;
  // Steps that wait for each other, or for nobody there, take no time that could be told.
  const ordered = [...order(experiment)].length === 0;
  const steps = ordered ? injectionTime(experiment) : 0;
  if (millis(maxDuration) > millis(longest))
    yield problem(['maxDuration'], { found: describeFound(maxDuration), allowed: `at most ${longest}` });
  else if (millis(maxDuration) < steps)
    yield problem(['maxDuration'], {
      found: describeFound(maxDuration),
      allowed: `at least ${iso(steps)}, which the steps take one wave after the other`,
    });
}

/** Of each wave the longest step, at every rung. What a parameter decides counts once it is known. */
function injectionTime({ steps, escalation }: Experiment): number {
  const lengths = new Map(steps.map((step) => [step.id, lengthOf(step)]));
  const once = wavesOf(steps)
    .map((wave) => Math.max(...wave.map((id) => lengths.get(id) ?? 0)))
    .reduce((sum, length) => sum + length, 0);
  return once * (escalation?.through.length ?? 1);
}

/** What stands takes no time of its own: later waves begin beside it. */
function lengthOf({ action, with: given = {}, stands, await: awaited }: Step): number {
  if (stands) return 0;
  if (awaited) return waitOf('time' in awaited ? awaited.time : awaited.within);
  const definition = action === undefined ? undefined : fault(action);
  if (!definition || definition.bounded.by === 'instant') return 0;
  return isDuration(given[definition.bounded.parameter]) ? durationOf(definition, given) : 0;
}

const waitOf = (written: string): number => (isDuration(written) ? millis(written) : 0);

function isDuration(written: unknown): boolean {
  try {
    return typeof written === 'string' && millis(written) >= 0;
  } catch {
    return false;
  }
}

function* positive(written: string | undefined, path: Path): Iterable<Problem> {
  if (written !== undefined && !referencePattern.test(written) && millis(written) <= 0)
    yield problem(path, { found: describeFound(written), allowed: 'a duration longer than nothing' });
}

function* period(written: string, path: Path): Iterable<Problem> {
  const allowed = metricPeriod.check(millis(written));
  if (allowed) yield problem(path, { found: describeFound(written), allowed });
}
