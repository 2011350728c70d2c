/** An escalation goes up a number that its steps take, and rungs follow one another. */
import { describeFound } from '../../validation/found.ts';
import { type Problem, problem } from '../../validation/problem.ts';
import { unknownName } from '../../validation/unknown-name.ts';
import { mentions } from '../escalate.ts';
import { misfitOf } from '../parameter-values.ts';
import type { Experiment } from '../schema/experiment.ts';
import { wavesOf } from '../waves.ts';
import { order } from './order.ts';
import type { Rule } from './rule.ts';

/** Of the format. */
const mostSteps = 100;

export const escalation: Rule = function* (experiment) {
  yield* ofWhatStays(experiment);
  yield* experiment.escalation ? ofEscalation(experiment, experiment.escalation) : ofRungs(experiment);
};

/** A rung is over before the next begins, and nothing but its fault decides how long it takes. */
function* ofWhatStays({ steps, escalation: going }: Experiment): Iterable<Problem> {
  for (const [i, step] of steps.entries())
    for (const key of ['stands', 'await'] as const)
      if (step[key] !== undefined && (going !== undefined || step.rung !== undefined))
        yield problem(['steps', i, key], {
          found: `${key}, in an escalation`,
          allowed: 'steps that are over before the next rung begins',
          at: 'key',
        });
}

function* ofEscalation(
  { parameters = {}, steps, targets }: Experiment,
  { parameter: name, through }: NonNullable<Experiment['escalation']>,
): Iterable<Problem> {
  const path = ['escalation', 'parameter'];
  const parameter = parameters[name];
  if (!parameter) {
    yield unknownName(path, name, 'parameters', Object.keys(parameters));
    return;
  }
  if (parameter.type !== 'number')
    yield problem(path, { found: `"${name}", which is a ${parameter.type}`, allowed: 'a parameter of type number' });
  else if (parameter.default !== undefined)
    yield problem(['parameters', name, 'default'], {
      found: `${describeFound(parameter.default)}, beside an escalation of ${name}`,
      allowed: 'no default: without a value that is given, the rungs are its values',
    });
  if (!mentions([steps, targets], name))
    yield problem(path, { found: `"${name}", which no step and no target refers to`, allowed: 'one that they take' });
  for (const [i, value] of through.entries()) {
    const misfit = misfitOf(parameter, value, []);
    if (misfit) yield problem(['escalation', 'through', i], { found: describeFound(value), ...misfit });
  }
  const up = (through[1] ?? 0) >= (through[0] ?? 0);
  const wrong = through.findIndex((value, i) => i > 0 && (up ? value <= through[i - 1]! : value >= through[i - 1]!));
  if (wrong > 0)
    yield problem(['escalation', 'through', wrong], {
      found: `${through[wrong]}, after ${through[wrong - 1]}`,
      allowed: `${up ? 'more' : 'less'} than that: each rung goes further than the one before`,
    });
  const marked = steps.findIndex(({ rung }) => rung !== undefined);
  if (marked >= 0)
    yield problem(['steps', marked, 'rung'], { found: 'a rung, beside an escalation', allowed: 'one of the two' });
  if (steps.length * through.length > mostSteps)
    yield problem(['escalation', 'through'], {
      found: `${through.length} rungs of ${steps.length} steps`,
      allowed: `at most ${mostSteps} steps in all`,
    });
}

/** Rungs that are written by hand. */
function* ofRungs(experiment: Experiment): Iterable<Problem> {
  const { steps } = experiment;
  if (steps.every(({ rung }) => rung === undefined) || [...order(experiment)].length > 0) return;
  const bare = steps.findIndex(({ rung }) => rung === undefined);
  if (bare >= 0)
    yield problem(['steps', bare, 'rung'], {
      found: 'nothing, beside steps with a rung',
      allowed: 'a rung of its own',
    });
  const rungOf = (id: string) => steps.find((step) => step.id === id)?.rung;
  const over = new Set<string | undefined>();
  let now: string | undefined;
  for (const wave of wavesOf(steps)) {
    const rung = rungOf(wave[0] ?? '');
    if (rung !== now && now !== undefined) over.add(now);
    now = rung;
    const early = over.has(rung) ? wave[0] : wave.find((id) => rungOf(id) !== rung);
    if (early === undefined) continue;
    yield problem(['steps', steps.findIndex(({ id }) => id === early), 'rung'], {
      found: `"${rungOf(early)}", which begins before another rung is over, or again after it`,
      allowed: 'rungs one after the other: let its first step wait for all of the rung before',
    });
    return;
  }
}
