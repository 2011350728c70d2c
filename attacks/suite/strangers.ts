/** What happens to the account at some instant of the run, by the hands of others or nobody's. */
import type { Instant, Millis } from '../../core/ports/clock.ts';
import type { AttackKind } from './attacks.ts';
import { type Service, services } from './outages.ts';
import { inForce, type Platform } from './platform.ts';
import { stopAlarm } from './scenario/world.ts';

const minute = 60_000;
/** Within which they come, counted from the beginning. */
const within: Millis = 14 * minute;

interface Strange {
  readonly kind: AttackKind;
  /** How often, of the runs in which the kind is at work. */
  readonly times: number;
  /** False: there was nothing that it could have been done to. */
  happen(platform: Platform, occasion: string): boolean;
}

const lasts = ({ attacker: { chance } }: Platform, occasion: string): Millis =>
  // Mostly minutes; one in twenty an hour, the longest that we say we stand.
  chance.of(`hour/${occasion}`) < 0.05 ? 60 * minute : 30_000 + chance.below(6 * minute, `lasts/${occasion}`);

const outage = (platform: Platform, kind: AttackKind, of: Service | 'stop', occasion: string): boolean => {
  const { attacker, outages, clock } = platform;
  const lasting = lasts(platform, occasion);
  // What fails meanwhile comes again within a minute of the end, or with the next retry of a call that waits for it.
  if (!attacker.happens(kind, occasion, 1, lasting + 3 * minute)) return false;
  outages.add({ of, from: clock.now(), until: clock.now() + lasting });
  return true;
};

const blind = ({ witness, clock, attacker }: Platform, kind: AttackKind, occasion: string): boolean => {
  if (!attacker.happens(kind, occasion, 1)) return false;
  witness.blindSince.push(clock.now());
  return true;
};

function setAlarm(platform: Platform, state: 'ALARM' | 'OK' | 'INSUFFICIENT_DATA'): void {
  for (const event of platform.cloud.setAlarmState(stopAlarm, state, 'somebody set it'))
    platform.triggers.announced(event);
}

function instances({ cloud }: Platform): readonly string[] {
  return cloud
    .resources()
    .filter(({ type, state }) => type === 'ec2:instance' && state.state === 'running')
    .map(({ id }) => id);
}

const strange: readonly Strange[] = [
  {
    kind: 'service-down',
    times: 1,
    happen: (platform, occasion) =>
      outage(
        platform,
        'service-down',
        platform.attacker.chance.pick(Object.keys(services) as Service[], `which/${occasion}`),
        occasion,
      ),
  },
  {
    kind: 'stop-throttled',
    times: 2,
    happen: (platform, occasion) => outage(platform, 'stop-throttled', 'stop', occasion),
  },
  {
    kind: 'alarm-trips',
    times: 1,
    happen(platform, occasion) {
      if (!platform.attacker.happens('alarm-trips', occasion, 1)) return false;
      setAlarm(platform, 'ALARM');
      return true;
    },
  },
  {
    kind: 'alarm-flaps',
    times: 1,
    happen(platform, occasion) {
      if (!platform.attacker.happens('alarm-flaps', occasion, 1)) return false;
      const { clock } = platform;
      for (let i = 0; i < 6; i++)
        clock.schedule(clock.now() + i * 7000, () => setAlarm(platform, i % 2 === 0 ? 'ALARM' : 'OK'));
      return true;
    },
  },
  {
    kind: 'alarm-without-data',
    times: 2,
    happen(platform, occasion) {
      if (!platform.attacker.happens('alarm-without-data', occasion, 1)) return false;
      setAlarm(platform, 'INSUFFICIENT_DATA');
      return true;
    },
  },
  {
    kind: 'alarm-deleted',
    times: 1,
    happen(platform, occasion) {
      if (!blind(platform, 'alarm-deleted', occasion)) return false;
      platform.tampering.deletedAlarms.add(stopAlarm);
      return true;
    },
  },
  {
    kind: 'metrics-stale',
    times: 1,
    happen(platform, occasion) {
      if (!blind(platform, 'metrics-stale', occasion)) return false;
      platform.tampering.staleSince = platform.clock.now();
      return true;
    },
  },
  {
    kind: 'target-terminated',
    times: 2,
    happen(platform, occasion) {
      const { attacker, cloud } = platform;
      const standing = instances(platform);
      if (standing.length === 0 || !attacker.happens('target-terminated', occasion, 1)) return false;
      cloud.startExperiment({
        clientToken: `stranger/${occasion}`,
        tags: {},
        actions: [
          {
            name: 'terminate',
            actionId: 'aws:ec2:terminate-instances',
            parameters: {},
            targets: { Instances: [attacker.chance.pick(standing, `victim/${occasion}`)] },
          },
        ],
        stopAlarms: [],
      });
      return true;
    },
  },
  {
    kind: 'target-retagged',
    times: 3,
    happen(platform, occasion) {
      const { attacker, tampering } = platform;
      const standing = instances(platform);
      if (standing.length === 0 || !attacker.happens('target-retagged', occasion, 1)) return false;
      tampering.retagged.add(attacker.chance.pick(standing, `victim/${occasion}`));
      return true;
    },
  },
  { kind: 'execution-stopped', times: 1, happen: (platform, occasion) => stopOne(platform, 'experiment', occasion) },
  { kind: 'recovery-stopped', times: 4, happen: (platform, occasion) => stopOne(platform, 'recovery', occasion) },
  {
    kind: 'fault-stopped',
    times: 3,
    happen(platform, occasion) {
      const { attacker, cloud } = platform;
      const active = cloud.experiments().filter(({ status }) => inForce.includes(status));
      if (active.length === 0 || !attacker.happens('fault-stopped', occasion, 1)) return false;
      cloud.stopExperiment(attacker.chance.pick(active, `which/${occasion}`).id, 'somebody stopped it in the console');
      return true;
    },
  },
  {
    kind: 'redeploy',
    times: 1,
    happen(platform, occasion) {
      if (!platform.attacker.happens('redeploy', occasion, 1)) return false;
      platform.functions.killAll();
      // The names lead to changed files from here on; runs go on by the hash that they began with.
      const { definitions } = platform.tables;
      for (const { hash, experiment } of [...definitions])
        definitions.push({ hash: `${hash.slice(0, -1)}x`, experiment: { ...experiment, maxDuration: 'PT20M' } });
      return true;
    },
  },
];

function stopOne(platform: Platform, machine: 'experiment' | 'recovery', occasion: string): boolean {
  const { attacker, tables, ports } = platform;
  const kind = machine === 'experiment' ? 'execution-stopped' : 'recovery-stopped';
  const open = [...tables.records.values()].filter(
    ({ terminal, recovery }) => !terminal && (machine === 'experiment' || recovery.attempt > 0),
  );
  if (open.length === 0 || !attacker.happens(kind, occasion, 1)) return false;
  const { runId, recovery } = attacker.chance.pick(open, `which/${occasion}`);
  void ports.executions.stop(
    machine,
    machine === 'experiment' ? runId : `${runId}-r${recovery.attempt}`,
    'somebody stopped it in the console',
  );
  return true;
}

/** Puts what will happen on the clock. */
export function inviteStrangers(platform: Platform, begins: Instant): void {
  const { attacker, clock } = platform;
  for (const { kind, times, happen } of strange) {
    if (!attacker.isAtWork(kind)) continue;
    for (let i = 0; i < times; i++) {
      const occasion = `stranger ${kind} ${i}`;
      clock.schedule(begins + attacker.chance.below(within, `when/${occasion}`), () => {
        happen(platform, occasion);
      });
    }
  }
}
