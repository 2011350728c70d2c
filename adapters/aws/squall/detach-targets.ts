/** Instances taken out of their load balancers' target groups. */
import {
  DeregisterTargetsCommand,
  ElasticLoadBalancingV2Client,
  RegisterTargetsCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { arn, lastOf } from '../arns.ts';
import { nameOf, type Registration, registrationsOf } from '../registrations.ts';
import { changedService } from './changed.ts';
import type { OwnFault, Place } from './own-fault.ts';

const key = 'Instances';

export function detachTargets(place: Place): OwnFault {
  const client = place.client(ElasticLoadBalancingV2Client);
  const look = (arns: readonly string[]) => registrationsOf(client, new Set(arns.map(lastOf)));
  /** As the snapshot has them: of an instance that is registered nowhere, none. */
  const before = (id: string, state: Readonly<Record<string, unknown>>): readonly Registration[] =>
    String(state.targets ?? '')
      .split(' ')
      .flatMap((named) => {
        const at = named.lastIndexOf(':');
        if (at < 0) return [];
        const targetGroup = arn('elasticloadbalancing', place, named.slice(0, at));
        return [{ instance: lastOf(id), targetGroup, port: Number(named.slice(at + 1)) }];
      });
  const byGroup = (registrations: readonly Registration[]) =>
    [...Map.groupBy(registrations, ({ targetGroup }) => targetGroup)].map(([TargetGroupArn, own]) => ({
      TargetGroupArn,
      Targets: own.map(({ instance, port }) => ({ Id: instance, ...(port > 0 && { Port: port }) })),
    }));
  const same = (a: Registration, b: Registration) => a.instance === b.instance && nameOf(a) === nameOf(b);
  return changedService(
    {
      key,
      async holds({ targets }, snapshots) {
        const now = await look(targets[key] ?? []);
        return new Map(
          snapshots.map(({ id, state }) => {
            const had = before(id, state);
            // Registered anywhere again, others have put it back.
            return [id, had.length > 0 && !now.some(({ instance }) => instance === lastOf(id))];
          }),
        );
      },
      async change({ targets }) {
        const now = await look(targets[key] ?? []);
        for (const input of byGroup(now)) await client.send(new DeregisterTargetsCommand(input));
      },
      async putBack({ targets }, snapshots) {
        const now = await look(targets[key] ?? []);
        const missing = snapshots
          .flatMap(({ id, state }) => before(id, state))
          .filter((had) => !now.some((stands) => same(stands, had)));
        for (const input of byGroup(missing)) await client.send(new RegisterTargetsCommand(input));
      },
    },
    Date.now,
  );
}
