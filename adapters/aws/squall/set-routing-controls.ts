/** Routing controls set over the endpoints of their cluster. Safety rules stand. */
import { UpdateRoutingControlStatesCommand } from '@aws-sdk/client-route53-recovery-cluster';
import type { FaultAction } from '../../../core/ports/faults.ts';
import { isFailure } from '../errors.ts';
import { FaultRefused } from '../fault-refused.ts';
import { recoveryCluster } from '../routing/recovery-cluster.ts';
import { askedOf, standing } from './asked.ts';
import { changedService } from './changed.ts';
import type { OwnFault, Place } from './own-fault.ts';

type ControlState = 'On' | 'Off';
type States = ReadonlyMap<string, ControlState>;

export function setRoutingControls(place: Place): OwnFault {
  const cluster = recoveryCluster(place, place.recoveryEndpoints ?? []);
  const look = async (): Promise<ReadonlyMap<string, string>> =>
    new Map(
      (await cluster.controls()).map((each) => [each.RoutingControlArn ?? '', each.RoutingControlState ?? 'unknown']),
    );

  /** All in one call. No safety rule is overridden. @throws ServiceFailure `Conflict` for one that does not let it */
  async function set(states: States): Promise<void> {
    const UpdateRoutingControlStateEntries = [...states].map(([RoutingControlArn, RoutingControlState]) => ({
      RoutingControlArn,
      RoutingControlState,
    }));
    const command = () => new UpdateRoutingControlStatesCommand({ UpdateRoutingControlStateEntries });
    await cluster.tried((client) => client.send(command()));
  }

  const askedFor = (action: FaultAction): States => askedOf(action, ['On', 'On'], ['Off', 'Off']);

  return changedService(
    {
      key: 'Off',
      async holds(action, before) {
        const stands = standing(askedFor(action), await look(), 'state');
        return new Map(before.map((each) => [each.id, stands(each)]));
      },
      async change(action) {
        const now = await look();
        const asked = askedFor(action);
        for (const id of asked.keys()) if (!now.has(id)) throw new FaultRefused(`${id} is not in the recovery cluster`);
        const wanted = new Map([...asked].filter(([id, state]) => now.get(id) !== state));
        if (wanted.size === 0) return;
        try {
          await set(wanted);
        } catch (error) {
          if (isFailure(error, 'Conflict', 'InvalidRequest', 'AccessDenied'))
            throw new FaultRefused(error.message, { cause: error });
          throw error;
        }
      },
      async putBack(action, before) {
        const stands = standing(askedFor(action), await look(), 'state');
        const owed = new Map(before.filter(stands).map(({ id, state }) => [id, state.state as ControlState] as const));
        if (owed.size > 0) await set(owed);
      },
    },
    Date.now,
  );
}
