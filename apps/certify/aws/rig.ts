/** The sample fleet of a deployment, disturbed and looked at with the rights of whoever certifies. */
import { setTimeout as pause } from 'node:timers/promises';
import { SetAlarmStateCommand } from '@aws-sdk/client-cloudwatch';
import { paginateListExperiments } from '@aws-sdk/client-fis';
import { DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import { lockKey } from '../../../adapters/aws/dynamodb-locks.ts';
import { faultTags } from '../../../adapters/aws/fault-tags.ts';
import { stateOf } from '../../../adapters/aws/fis-experiments.ts';
import type { SdkClients } from '../../../adapters/aws/sdk-clients.ts';
import { locksOf } from '../../../core/guardrails/locks.ts';
import { distinctFaults } from '../../../core/lifecycle/faults-of.ts';
import type { Millis } from '../../../core/ports/clock.ts';
import { isActive } from '../../../core/ports/faults.ts';
import type { Ports } from '../../../core/ports/ports.ts';
import { isFresh } from '../../../core/steady-state/freshness.ts';
import { whereInAws } from '../../cli/screen/where.ts';
import { fleetAlarm } from '../fleet.ts';
import type { Place } from '../place.ts';
import type { Rig } from '../rig.ts';
import type { Visitor } from './visitor.ts';

export interface AwsRigParts {
  readonly place: Extract<Place, { platform: 'aws' }>;
  readonly seed: number;
  /** As the deployment's own functions have them, with the rights of whoever certifies. */
  readonly ports: Ports;
  readonly clients: Pick<SdkClients, 'cloudWatch' | 'dynamodb' | 'fis'>;
  /** Calls a deployed function. */
  readonly call: (name: 'Stop', event: unknown) => Promise<unknown>;
  /** Begins to ask the fleet for something. */
  readonly visit: () => Visitor;
  /** For suites that drive the time. */
  readonly wait?: (duration: Millis) => Promise<void>;
  readonly lookEvery?: Millis;
}

/** Metrics of a load balancer appear one to three minutes late, and the alarm wants two periods. */
const untilAlarmSees: Millis = 10 * 60_000;

export function awsRig(parts: AwsRigParts): Rig {
  const { place, seed, ports, clients, call, wait = (duration) => pause(duration), lookEvery = 5000 } = parts;
  const alarm = fleetAlarm(place.stage);
  const documents = DynamoDBDocumentClient.from(clients.dynamodb);
  let visitor: Visitor | undefined;

  return {
    place,
    where: whereInAws(place, seed),
    ports,
    lookEvery,
    async prepare() {
      visitor ??= parts.visit();
      const until = ports.clock.now() + untilAlarmSees;
      for (;;) {
        const [seen] = await ports.metrics.alarms([alarm]);
        if (!seen) return `the alarm ${alarm} does not exist: deploy with sampleFleet: true`;
        const { state, lastDatapointAt, period } = seen;
        const now = ports.clock.now();
        const fresh = lastDatapointAt !== undefined && isFresh(lastDatapointAt, period, now);
        if (state === 'OK' && fresh) return undefined;
        if (now >= until) return `the alarm ${alarm} is ${fresh ? state : 'without fresh data'}, after ten minutes`;
        await wait(lookEvery);
      }
    },
    start: (runId, request) => ports.executions.start('experiment', runId, request),
    async stopAsPerson(runId, by, reason) {
      await call('Stop', { runId, by, reason });
    },
    stopExecution: (machine, name, reason) => ports.executions.stop(machine, name, reason),
    async forceAlarm(AlarmName, StateValue, StateReason) {
      await clients.cloudWatch.send(new SetAlarmStateCommand({ AlarmName, StateValue, StateReason }));
    },
    async activeFaults(runId) {
      const found: string[] = [];
      for await (const { experiments = [] } of paginateListExperiments({ client: clients.fis, pageSize: 100 }, {}))
        for (const { id = '', state, tags = {} } of experiments)
          if (tags[faultTags.run] === runId && isActive(stateOf(state?.status))) found.push(id);
      // Of our own faults FIS knows nothing: each is looked at where it was done.
      const own = distinctFaults(await ports.ledger.list(runId)).filter(({ provider }) => provider === 'squall');
      for (const fault of own) if (isActive((await ports.faults.observe(fault)).state)) found.push(fault.token);
      return found;
    },
    async heldLocks({ runId, plan }) {
      const looks = locksOf(plan).map(async (lock) => {
        const command = new GetCommand({ TableName: place.historyTable, Key: lockKey(lock), ConsistentRead: true });
        const { Item } = await documents.send(command);
        const { exclusive, shared } = (Item ?? {}) as { exclusive?: string; shared?: ReadonlySet<string> };
        return exclusive === runId || shared?.has(runId) ? [lock.key] : [];
      });
      return (await Promise.all(looks)).flat();
    },
    wait,
    async close() {
      visitor?.leave();
    },
  };
}
