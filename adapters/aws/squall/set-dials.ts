/** Endpoint groups that take another share of an accelerator's traffic. */
import { UpdateEndpointGroupCommand } from '@aws-sdk/client-global-accelerator';
import type { FaultAction } from '../../../core/ports/faults.ts';
import { FaultRefused } from '../fault-refused.ts';
import { AcceleratorClient } from '../routing/accelerator-client.ts';
import { acceleratorOf, acceleratorsOfAll, groupsByArn } from '../routing/endpoint-groups.ts';
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

  const askedFor = ({ targets, parameters }: FaultAction): Dials =>
    new Map([
      ...(targets.Others ?? []).map((id) => [id, Number(parameters.othersPercent ?? 100)] as const),
      ...(targets.EndpointGroups ?? []).map((id) => [id, Number(parameters.percent ?? 0)] as const),
    ]);

  return changedService(
    {
      key: 'EndpointGroups',
      async holds(action, before) {
        const asked = askedFor(action);
        const now = await look(before.map(({ id }) => id));
        return new Map(
          before.map(({ id, state }) => [id, now.get(id) === asked.get(id) && state.dial !== now.get(id)]),
        );
      },
      async change(action) {
        const asked = askedFor(action);
        const now = await look([...asked.keys()]);
        for (const id of asked.keys()) if (!now.has(id)) throw new FaultRefused(`${id} does not exist`);
        // Who takes over is opened before the others are closed.
        return dialled([...asked].filter(([id, percent]) => now.get(id) !== percent));
      },
      async settled(_changes, { targets }) {
        // Of all that it acts on: the answer to a call may have been lost.
        const own = new Set(Object.values(targets).flat().map(acceleratorOf));
        const all = await acceleratorsOfAll(client);
        return all.every(({ AcceleratorArn = '', Status }) => !own.has(AcceleratorArn) || Status !== 'IN_PROGRESS');
      },
      async putBack(action, before) {
        const asked = askedFor(action);
        const now = await look(before.map(({ id }) => id));
        const owed = before.filter(({ id, state }) => now.get(id) === asked.get(id) && state.dial !== now.get(id));
        // What was closed is opened first.
        const dials = owed.map(({ id, state }) => [id, Number(state.dial)] as const);
        return dialled(dials.toSorted(([, a], [, b]) => b - a));
      },
    },
    Date.now,
  );
}
