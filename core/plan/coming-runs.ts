/** When a schedule will ask for a run, and by which rule of the calendar that run would be refused. Pure: nothing is looked at. */
import { millis } from '../experiment/durations.ts';
import { resolveParameters } from '../experiment/resolve.ts';
import type { Experiment } from '../experiment/schema/experiment.ts';
import { fault } from '../faults/catalogue.ts';
import { rule as blackout } from '../guardrails/blackout.ts';
import { rule as holiday } from '../guardrails/holiday.ts';
import { rule as window } from '../guardrails/window.ts';
import { type Refusal, refuse } from '../history/refusal.ts';
import type { Instant, Millis } from '../ports/clock.ts';
import type { StoredDefinition } from '../ports/definitions.ts';
import { parseCron } from '../schedule/cron/expression.ts';
import { occurrences } from '../schedule/cron/occurrences.ts';
import { beats, rateOf } from '../schedule/rate.ts';
import type { Plan } from './plan.ts';
import { planSteps } from './plan-steps.ts';
import { timesOf } from './times.ts';

export type Schedule = NonNullable<Experiment['schedule']>;

export interface ComingRun {
  /** It begins at some minute from the one to the other, both included: the same without a flexible window. */
  readonly from: Instant;
  readonly to: Instant;
  /** The rule that refuses it, whenever it begins. */
  readonly refused?: Refusal;
  /** The rule that refuses it at one of the two ends, and not at the other. */
  readonly doubtful?: Refusal;
}

export interface ComingQuestion {
  readonly definition: StoredDefinition;
  /** As it is deployed; the definition's own when missing. */
  readonly schedule?: Schedule;
  /** Later than this. */
  readonly after: Instant;
  /** When a schedule by rate was enabled: `after` when missing. */
  readonly enabledAt?: Instant;
  /** When the last run of the experiment ended. */
  readonly lastEnd?: Instant;
}

/**
 * In order, to the last year of a cron expression, by rate without end; none for an
 * experiment without a schedule. A run that is not refused is taken to have begun, and holds
 * up the next for the minimum gap.
 */
export function* comingRuns(question: ComingQuestion): Generator<ComingRun> {
  const { definition, after, enabledAt = after, lastEnd } = question;
  const schedule = question.schedule ?? definition.experiment.schedule;
  if (!schedule) return;
  const told = toldOf(definition);
  const gap = told.ok ? millis(told.plan.definition.guardrails.minimumGap ?? 'PT0S') : 0;
  const flexible = millis(schedule.flexibleWindow ?? 'PT0S');
  let before: Before | undefined = lastEnd === undefined ? undefined : { from: lastEnd, to: lastEnd, ended: true };
  for (const from of instantsOf(schedule, enabledAt, after)) {
    const run = { from, to: from + flexible };
    if (!told.ok) {
      yield { ...run, refused: told.refusal };
      continue;
    }
    const [early, late] = [run.from, run.to].map(
      (now) => offCalendar(told.plan, now) ?? tooSoon(before, gap, now, told.plan.times.lease),
    );
    if (early?.sure && late?.sure) yield { ...run, refused: early.refusal };
    else {
      const doubtful = early ?? late;
      yield { ...run, ...(doubtful && { doubtful: doubtful.refusal }) };
      before = { ...run, ended: false };
    }
  }
}

function instantsOf({ cron, rate, timeZone = 'UTC' }: Schedule, enabledAt: Instant, after: Instant): Iterable<Instant> {
  const every = rate === undefined ? undefined : rateOf(rate);
  if (every !== undefined) return beats(every, enabledAt, after);
  const parsed = parseCron(cron ?? '');
  return parsed.ok ? occurrences(parsed.cron, timeZone, after) : [];
}

type Told = Pick<Plan, 'definition' | 'times' | 'calendar'>;

/** What the rules of the calendar need of a plan, which a definition alone can tell. */
function toldOf({
  experiment,
  calendar,
}: StoredDefinition): { readonly ok: true; readonly plan: Told } | { readonly ok: false; readonly refusal: Refusal } {
  // Any zone will do: which it is changes no time.
  const zones = Object.entries(experiment.parameters ?? {}).filter(
    ([, { type, default: usual }]) => type === 'zone' && usual === 'random',
  );
  const given = Object.fromEntries(zones.map(([name]) => [name, 'any-az1']));
  const resolved = resolveParameters(experiment, given, { seed: 0, zones: [] });
  if (!resolved.ok)
    return { ok: false, refusal: refuse('parameters', resolved.problems.map(({ message }) => message).join('; ')) };
  const { experiment: definition } = resolved;
  const steps = planSteps(definition, []);
  const undo = Math.max(0, ...steps.map(({ action }) => fault(action)?.undoTime ?? 0));
  return { ok: true, plan: { definition, times: timesOf(definition, steps, undo), ...(calendar && { calendar }) } };
}

/** A refusal that may depend on how long the run before it takes is not sure. */
interface Against {
  readonly refusal: Refusal;
  readonly sure: boolean;
}

function offCalendar(told: Told, now: Instant): Against | undefined {
  // The rules of the calendar read no more of a plan than this.
  const plan = told as Plan;
  for (const { rule, decide } of [window, holiday, blackout]) {
    const why = decide({ plan, now }, undefined);
    if (why !== undefined) return { refusal: refuse(rule, why), sure: true };
  }
  return undefined;
}

interface Before {
  readonly from: Instant;
  readonly to: Instant;
  /** It is known when it ended: then. */
  readonly ended: boolean;
}

function tooSoon(before: Before | undefined, gap: Millis, now: Instant, lease: Millis): Against | undefined {
  if (!before || gap === 0) return undefined;
  const at = new Date(before.from).toISOString().slice(0, 16);
  const why = `the run ${before.ended ? 'that ended at' : 'of'} ${at}Z is less than the minimum gap before it`;
  const latestEnd = before.ended ? before.to : before.to + lease;
  // A run of the list ends after it began.
  if (now - before.from < gap + (before.ended ? 0 : 1)) return { refusal: refuse('minimum-gap', why), sure: true };
  if (now - latestEnd < gap) return { refusal: refuse('minimum-gap', `${why} if that takes long`), sure: false };
  return undefined;
}
