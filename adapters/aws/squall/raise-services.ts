/** Services of ECS with more tasks, for a place that takes over. */
import { ECSClient, UpdateServiceCommand } from '@aws-sdk/client-ecs';
import type { OwnFault, Place } from './own-fault.ts';
import { raisedCapacity } from './raised.ts';
import { clusterOf, daemonRefusal, servicesByArn } from './services-described.ts';

export const raiseServices = (place: Place): OwnFault =>
  raisedCapacity(
    {
      key: 'Services',
      kind: 'active service',
      async look(arns) {
        const services = await servicesByArn(place, arns);
        return new Map(
          [...services].map(([id, { desiredCount: desired = 0, runningCount: inService = 0 }]) => [
            id,
            { desired, inService },
          ]),
        );
      },
      refusal: async (arns) => daemonRefusal(await servicesByArn(place, arns)),
      async set(service, { desired }) {
        const command = new UpdateServiceCommand({ cluster: clusterOf(service), service, desiredCount: desired });
        await place.client(ECSClient).send(command);
      },
    },
    Date.now,
  );
