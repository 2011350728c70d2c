/** Steps that wait, as they will be looked at: what for, how long at most, and what follows if it does not come. */
import { millis } from '../experiment/durations.ts';
import type { Experiment } from '../experiment/schema/experiment.ts';
import type { Awaited, Step } from '../experiment/schema/steps.ts';
import { wavesOf } from '../experiment/waves.ts';
import type { PlannedAwait } from './plan.ts';

/**
 * Wave by wave, of an experiment whose references are resolved.
 * @throws an error named `CyclicSteps` when steps wait for each other.
 */
export function planAwaits({ steps }: Pick<Experiment, 'steps'>): readonly PlannedAwait[] {
  if (steps.every((step) => step.await === undefined)) return [];
  const byId = new Map(steps.map((step) => [step.id, step]));
  return wavesOf(steps).flatMap((ids, wave) =>
    ids.flatMap((id) => {
      const step = byId.get(id);
      return step?.await ? [planned(step, step.await, wave + 1)] : [];
    }),
  );
}

function planned({ id, title }: Step, awaited: Awaited, wave: number): PlannedAwait {
  const what = whatOf(awaited);
  const common = { id, title: title ?? wordsOf(what), wave, what };
  if ('time' in awaited) return { ...common, within: millis(awaited.time), otherwise: 'go-on' };
  return { ...common, within: millis(awaited.within), otherwise: awaited.otherwise ?? 'end' };
}

function whatOf(awaited: Awaited): PlannedAwait['what'] {
  if ('alarms' in awaited) return { kind: 'alarms', alarms: awaited.alarms, state: awaited.state ?? 'ALARM' };
  return 'approvals' in awaited ? { kind: 'approvals', count: awaited.approvals } : { kind: 'time' };
}

/** `alarm shop-5xx or shop-slow in ALARM`, `2 approvals`, `time to pass` */
export function wordsOf(what: PlannedAwait['what']): string {
  if (what.kind === 'time') return 'time to pass';
  if (what.kind === 'approvals') return what.count === 1 ? '1 approval' : `${what.count} approvals`;
  return `alarm ${what.alarms.join(' or ')} in ${what.state}`;
}
