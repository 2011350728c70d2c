/** Endpoint groups that take another share of an accelerator's traffic. */
import { UpdateEndpointGroupCommand } from '@aws-sdk/client-global-accelerator';
import type { FaultAction } from '../../../core/ports/faults.ts';
import { FaultRefused } from '../fault-refused.ts';
import { AcceleratorClient } from '../routing/accelerator-client.ts';
import { acceleratorOf, acceleratorsOfAll, groupsByArn } from '../routing/endpoint-groups.ts';
import { askedOf, standing } from './asked.ts';
import { changedService } from './changed.ts';
import type { OwnFault, Place } from './own-fault.ts';

type Dials = ReadonlyMap<string, number>;

export function setDials(place: Place): OwnFault {
  const client = place.client(AcceleratorClient);

  /** Those that exist. */
  const look = async (ids: readonly string[]): Promise<Dials> =>
    new Map(
      (await groupsByArn(client, ids)).map((group) => [
        group.EndpointGroupArn ?? '',
        group.TrafficDialPercentage ?? 100,
      ]),
    );
  /**
   * In order. All else of a group stays as it is: what a call does not name is not changed.
   * @returns the accelerators that AWS is about to deploy
   */
  async function dialled(dials: readonly (readonly [id: string, percent: number])[]): Promise<readonly string[]> {
    for (const [EndpointGroupArn, TrafficDialPercentage] of dials)
      await client.send(new UpdateEndpointGroupCommand({ EndpointGroupArn, TrafficDialPercentage }));
    return [...new Set(dials.map(([id]) => acceleratorOf(id)))];
  }

  // Who takes over is opened before the others are closed.
  const askedFor = (action: FaultAction): Dials =>
    askedOf(
      action,
      ['Others', Number(action.parameters.othersPercent ?? 100)],
      ['EndpointGroups', Number(action.parameters.percent ?? 0)],
    );

  return changedService(
    {
      key: 'EndpointGroups',
      async holds(action, before) {
        const stands = standing(askedFor(action), await look(before.map(({ id }) => id)), 'dial');
        return new Map(before.map((each) => [each.id, stands(each)]));
      },
      async change(action) {
        const asked = askedFor(action);
        const now = await look([...asked.keys()]);
        for (const id of asked.keys()) if (!now.has(id)) throw new FaultRefused(`${id} does not exist`);
        return dialled([...asked].filter(([id, percent]) => now.get(id) !== percent));
      },
      async settled(_changes, { targets }) {
        // Of all that it acts on: the answer to a call may have been lost.
        const own = new Set(Object.values(targets).flat().map(acceleratorOf));
        const all = await acceleratorsOfAll(client);
        return all.every(({ AcceleratorArn = '', Status }) => !own.has(AcceleratorArn) || Status !== 'IN_PROGRESS');
      },
      async putBack(action, before) {
        const stands = standing(askedFor(action), await look(before.map(({ id }) => id)), 'dial');
        const owed = before.filter(stands);
        // What was closed is opened first.
        const dials = owed.map(({ id, state }) => [id, Number(state.dial)] as const);
        return dialled(dials.toSorted(([, a], [, b]) => b - a));
      },
    },
    Date.now,
  );
}
