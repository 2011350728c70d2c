/** What happens beside the platform: an alarm changes its state, somebody else ends a fault. */
import type { Leftover } from '../../core/history/leftover.ts';
import { isOpen } from '../../core/history/leftover.ts';
import type { Draft, Here, Move } from './draft.ts';
import { move } from './draft.ts';
import { kindOf } from './futures.ts';
import type { Model } from './model.ts';
import type { Moment } from './moment.ts';
import type { Thread } from './thread.ts';
import { type Alarm, holds, type StandingFault } from './world.ts';

export const worldThreads = (here: Here): readonly Thread[] => [...alarmThreads(here), ...strangerThreads(here)];

function alarmThreads(here: Here): readonly Thread[] {
  const { model, moment } = here;
  const { layout } = model;
  const { alarm } = layout.subject;
  const budget = model.budget(moment.budget);
  const { flips = 0 } = budget;
  if (alarm === undefined || flips === 0) return [];
  const rings = alarmOf(model, moment)?.state !== 'ALARM';
  const name = `alarm ${alarm}`;
  const changes = move(
    here,
    () => `${name} is ${rings ? 'in ALARM' : 'OK'}`,
    (draft) => {
      draft.spend(() => ({ flips: flips - 1 }));
      const row: Alarm = { state: rings ? 'ALARM' : 'OK', since: draft.now, rang: true };
      draft.put(layout.alarmSlot, [[alarm, row]]);
    },
  );
  const footprint = { reads: layout.alarm, writes: layout.alarm };
  return [threadOf(here, name, footprint, [changes], kindOf(budget))];
}

/** Only what FIS has in force: what we change ourselves is nobody's to end but by changing it back. */
function strangerThreads(here: Here): readonly Thread[] {
  const { model, moment } = here;
  const { layout } = model;
  const budget = model.budget(moment.budget);
  const { strangers = 0 } = budget;
  if (strangers === 0) return [];
  return layout.runIds.map((runId) => {
    const slot = layout.slotOf('faults', runId);
    const rows = model.rows(moment.cells[slot]!) as readonly (readonly [string, StandingFault])[];
    const ending = rows
      .filter(([, fault]) => !fault.own && holds(fault, moment.now))
      .map(([token, fault]) =>
        move(
          here,
          () => `somebody else ends ${token}`,
          (draft: Draft) => {
            draft.spend(() => ({ strangers: strangers - 1 }));
            const ended: StandingFault = { ...fault, state: 'stopped', brokenAt: draft.now };
            draft.put(
              slot,
              rows.map(([key, row]) => (key === token ? [key, ended] : [key, row])),
            );
          },
        ),
      );
    const own = layout.cell('faults', runId);
    const footprint = { reads: own | layout.cloud, writes: own | layout.seenOf(runId) };
    return threadOf(here, `somebody else at ${runId}`, footprint, ending, kindOf(budget));
  });
}

const threadOf = (
  { model }: Here,
  name: string,
  footprint: Thread['may'],
  moves: readonly Move[],
  kind: number,
): Thread => ({
  signature: model.futures.numberOf(name) + kind,
  may: footprint,
  next: footprint,
  holdsTime: false,
  moves: () => moves,
});

const alarmOf = (model: Model, { cells }: Moment): Alarm | undefined => {
  const { alarmSlot, cellCount } = model.layout;
  return alarmSlot < cellCount ? (model.rows(cells[alarmSlot]!)[0]?.[1] as Alarm | undefined) : undefined;
};

const anyOpen = (model: Model, { cells }: Moment): boolean =>
  model.layout.runIds.some((runId) =>
    model.rows(cells[model.layout.slotOf('leftovers', runId)]!).some(([, row]) => isOpen(row as Leftover)),
  );

/** Something is left, and home is ready: the sweeper takes it back, in its minute. */
export const lookedAfter = (model: Model, moment: Moment): boolean =>
  model.layout.subject.alarm !== undefined && anyOpen(model, moment) && alarmOf(model, moment)?.state !== 'ALARM';

/** As `lookedAfter`, or the alarm may still say that home is ready. */
export const mayStillComeHome = (model: Model, moment: Moment): boolean =>
  lookedAfter(model, moment) ||
  (model.layout.subject.alarm !== undefined && anyOpen(model, moment) && (model.budget(moment.budget).flips ?? 0) > 0);
