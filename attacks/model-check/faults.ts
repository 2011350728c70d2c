/** Faults on one moment of the world: FIS's, each known by its token, and what we change ourselves, known by how it looks. */
import { millis } from '../../core/experiment/durations.ts';
import type { FaultObservation, Injection, OwnAction } from '../../core/ports/faults.ts';
import type { Ports } from '../../core/ports/ports.ts';
import type { Snapshot } from '../../core/ports/resources.ts';
import { holds, type StandingFault, type World } from './world.ts';

export function faultsOf(world: World): Ports['faults'] {
  const { faults, changed } = world;
  return {
    async start(injection) {
      const known = faults.get(injection.token);
      if (known && !known.own) return { externalId: known.token };
      const record = world.tables.records.get(injection.runId);
      const fault: StandingFault = {
        ...standing(injection, world.now),
        late: record?.epochRaisedAt !== undefined,
        ...(record?.plan.steps.some(({ id, moves }) => moves && injection.actions.some((own) => own.stepId === id)) && {
          moves: true,
        }),
      };
      if (fault.own) changeOnce(fault, world);
      else {
        faults.set(fault.token, fault);
        if (fault.endsAt === undefined) for (const target of fault.targets) changed.set(target, fault.token);
      }
      return { externalId: fault.token };
    },
    async observe({ token, own, externalId }): Promise<FaultObservation> {
      if (own) return observed(own, externalId, token, world);
      const fault = faults.get(token);
      if (!fault) return { state: 'absent', actions: [] };
      const state = fault.state === 'running' && !holds(fault, world.now) ? 'completed' : fault.state;
      return { state, externalId: token, actions: [] };
    },
    async stop({ token, own }) {
      if (own) {
        putBack(token, own.before, world);
        return;
      }
      const fault = faults.get(token);
      if (fault && holds(fault, world.now)) faults.set(token, { ...fault, state: 'stopped' });
    },
    async undo({ fault: { token, provider }, targets, before }) {
      if (provider === 'squall') putBack(token, before, world);
      else for (const target of targets) if (changed.get(target) === token) changed.delete(target);
    },
    template: async () => ({ found: false, why: 'the model has no templates' }),
    // Two runs are below every quota: what it counts decides nothing here.
    active: async () => 0,
    mostByTag: async () => Number.POSITIVE_INFINITY,
    permissions: async () => ({ asked: false, why: 'the model has no permissions' }),
  };
}

/** One that FIS does not bound is over at once, and what it changed stays. What we change ourselves stays until it is put back. */
function standing({ runId, token, provider, actions }: Injection, now: number): Omit<StandingFault, 'late'> {
  const targets = [...new Set(actions.flatMap((action) => Object.values(action.targets).flat()))];
  if (provider === 'squall') return { runId, token, targets, state: 'running', own: true };
  const bounds = actions.flatMap(({ parameters }) => parameters.startInstancesAfterDuration ?? []);
  return bounds.length > 0
    ? { runId, token, targets, state: 'running', endsAt: now + Math.max(...bounds.map(millis)) }
    : { runId, token, targets, state: 'completed' };
}

/**
 * As our own code does it in AWS: no token tells one call from the next. Whoever calls again finds
 * nothing to do while it is changed, and changes it again once it was put back.
 */
function changeOnce(fault: StandingFault, { faults, changed }: World): void {
  const free = fault.targets.filter((target) => !changed.has(target));
  for (const target of free) changed.set(target, fault.token);
  if (free.length > 0) faults.set(fault.token, fault);
  else if (!faults.has(fault.token)) faults.set(fault.token, { ...fault, state: 'completed' });
}

/** Those that are as we made them, and were not so before. */
const heldBy = ({ before }: Pick<OwnAction, 'before'>, { changed }: World): readonly string[] =>
  before.filter(({ id, state }) => state.weight !== 0 && changed.has(id)).map(({ id }) => id);

function observed(own: OwnAction, externalId: string | undefined, token: string, world: World): FaultObservation {
  const isHeld = heldBy(own, world).length > 0;
  const over = world.now >= own.intendedAt + millis(own.parameters.duration ?? 'PT0S');
  if (!isHeld && externalId === undefined) return { state: 'absent', actions: [] };
  const state = over ? 'completed' : isHeld ? 'running' : 'stopped';
  return { state, externalId: externalId ?? token, actions: [] };
}

/** What looks as we made it is given the look that it had, whoever made it so. */
function putBack(token: string, before: readonly Snapshot[], world: World): void {
  const held = heldBy({ before }, world);
  for (const target of held) world.changed.delete(target);
  const fault = world.faults.get(token);
  if (fault && held.length > 0) world.faults.set(token, { ...fault, state: 'stopped' });
}
