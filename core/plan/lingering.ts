/** How long users stay where movers led them, of those that capacity or data is taken from afterwards: read before anything is touched. */
import { isKnown, type Known } from '../conformity/known.ts';
import type { Experiment } from '../experiment/schema/experiment.ts';
import type { Step } from '../experiment/schema/steps.ts';
import { waveNumbers } from '../experiment/waves.ts';
import { fault } from '../faults/catalogue.ts';
import { lingersFor } from '../faults/lingering.ts';
import { type Refusal, refuse } from '../history/refusal.ts';
import type { Millis } from '../ports/clock.ts';
import type { Ports } from '../ports/ports.ts';
import type { PlannedTarget } from './plan.ts';

/** By id of the step. */
export type Lingering = ReadonlyMap<string, Millis>;

export type PlannedLingering =
  | { readonly ok: true; readonly lingering: Lingering }
  | { readonly ok: false; readonly refusal: Refusal };

/** A time that cannot be found out refuses: the lease has to have room for it. */
export async function planLingering(
  experiment: Experiment,
  targets: readonly PlannedTarget[],
  ports: Pick<Ports, 'resources' | 'standby'>,
): Promise<PlannedLingering> {
  const lingering = new Map<string, Millis>();
  for (const { step, behind } of followed(experiment)) {
    const lingers = fault(step.action ?? '')?.lingers;
    if (!lingers) continue;
    const named = new Set(Object.values(step.targets ?? {}));
    const ids = targets.flatMap(({ name, chosen }) => (named.has(name) ? chosen : []));
    const looked = lingers.checks || lingers.answers === 'targets';
    const snapshots = looked ? await ports.resources.snapshot(ids) : [];
    const names = lingers.answers === 'names' ? await timesToLive(experiment, ports) : [];
    const time = lingersFor(lingers, snapshots, names);
    if (!isKnown(time)) return { ok: false, refusal: refuse('duration', notTold(step, behind, time.notKnown)) };
    lingering.set(step.id, time);
  }
  return { ok: true, lingering };
}

interface Followed {
  readonly step: Step;
  /** What is undone after it, and takes something away. */
  readonly behind: Step;
}

/** Movers that are undone before capacity or data is: what leads users elsewhere takes nothing from under anybody. */
function followed({ steps }: Experiment): readonly Followed[] {
  const waves = waveNumbers(steps);
  const waveOf = ({ id }: Step) => waves.get(id) ?? 0;
  const movers = steps.filter(({ moves }) => moves);
  return movers.flatMap((step) => {
    const behind = movers.find((other) => other !== step && waveOf(other) <= waveOf(step) && takesAway(other));
    return behind ? [{ step, behind }] : [];
  });
}

/** What it brings serves users, and its undo takes that away. Of a mover. */
export const takesAway = ({ action = '' }: Pick<Step, 'action'>): boolean =>
  (fault(action)?.moves ?? 'traffic') !== 'traffic';

async function timesToLive(
  { drill }: Experiment,
  { standby }: Pick<Ports, 'standby'>,
): Promise<readonly Known<Millis>[]> {
  const names = drill?.preChecks?.names ?? [];
  if (names.length === 0) return [];
  return (await standby.records(names)).flatMap((records): readonly Known<Millis>[] =>
    isKnown(records) ? records.map(({ ttl }) => ttl) : [records],
  );
}

const notTold = ({ id, action = '' }: Step, behind: Step, why: string): string =>
  `users stay where ${id} led them for a time that is not known (${why}), and ${behind.id} is not to be undone before they have left: ${
    fault(action)?.lingers?.answers === 'names'
      ? 'name the names that go by it under preChecks.names of a drill'
      : 'give the records a time to live, or have them lead to what has one'
  }`;
