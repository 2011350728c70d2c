/** One run whose alarm fires, on a whole local platform in virtual time, with some of the ways to stop it out of action. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { type Account, openAccount } from '../apps/local/account.ts';
import { onLocalEngine } from '../apps/local/machinery.ts';
import { rehearsalPlatform } from '../apps/local/rehearsal-platform.ts';
import type { Experiment } from '../core/experiment/schema/experiment.ts';
import { executionName } from '../core/lifecycle/ensure-recovery.ts';
import { stopOnAlarm } from '../core/lifecycle/stop-on-alarm.ts';
import { definitionHash } from '../core/plan/definition-hash.ts';
import type { Instant, Millis } from '../core/ports/clock.ts';
import { isActive } from '../core/ports/faults.ts';
import { type LatencyName, latencies } from '../core/stop-conditions/latencies.ts';
import type { World } from '../core/world/schema.ts';
import { timings } from '../simulator/control-plane/timings.ts';
import { type Random, stream } from '../simulator/engine/random.ts';

/**
 * `event`: the alarm's event reaches the stopper. `poll`: it is lost. `sweeper`: the
 * workflow is gone as well, and nobody was told. `reaper`: and the sweeper sees nothing.
 */
export const paths = ['event', 'poll', 'sweeper', 'reaper'] as const;
export type StopPath = (typeof paths)[number];

export interface Trial {
  readonly path: StopPath;
  readonly experiment: Experiment;
  readonly world: World;
  readonly seed: number;
  /** From the first look at which a fault is active to the alarm. */
  readonly phase: Millis;
}

/** From the alarm, in milliseconds. */
export interface Stopped {
  /** Until nothing more can be injected. */
  readonly raised: Millis;
  /** Until no fault is active any more. */
  readonly stopped: Millis;
}

const second = 1000;
const patience = 2 * 3_600_000;

/** @throws Error when the run is not stopped within two virtual hours */
export async function stopTrial({ path, experiment, world, seed, phase }: Trial): Promise<Stopped> {
  const drawn = drawing(stream(seed, `stop ${path}`));
  let told = true;
  const account = openAccount(
    rehearsalPlatform(),
    { id: 'trial', world, seed, traffic: 'closed-form', createdAt: 0 },
    {},
    (machinery) =>
      onLocalEngine({ ...machinery, ended: (status, at) => (told ? machinery.ended?.(status, at) : undefined) }),
  );
  const { clock, cloud, ports } = account;
  const [alarm = ''] = experiment.guardrails.stopAlarms ?? [];
  // FIS's own stop condition is left out: how soon it acts is not documented, and these are the platform's own ways.
  const start = cloud.startExperiment.bind(cloud);
  cloud.startExperiment = (request) => start({ ...request, stopAlarms: [] });
  // In effect until it is put back, and a stop that is asked for twice ends it once.
  const stop = cloud.stopExperiment.bind(cloud);
  const asked = new Set<string>();
  cloud.stopExperiment = (id, reason) => {
    if (asked.has(id)) return;
    asked.add(id);
    const putBack = Math.max(0, drawn('postActions') - timings.experimentStop);
    clock.schedule(clock.now() + drawn('stopping') + putBack, () => stop(id, reason));
  };

  const pass = async (until: Instant) => {
    while (clock.now() < until)
      for (const event of await clock.step(until)) if (event.type !== 'alarm') account.announced(event);
    await nextTurn();
  };
  const active = () => cloud.experiments().some(({ status }) => isActive(status));

  const hash = definitionHash(experiment);
  await account.storeDefinition({ hash, experiment });
  const parameters = { duration: 'PT10M' };
  await ports.executions.start('experiment', 'trial', { experiment: hash, parameters, seed, startedBy: 'bench' });
  const giveUpAt = clock.now() + patience;
  let firedAt = Number.POSITIVE_INFINITY;
  const read = ports.metrics.alarms;
  // Harm goes on: no evaluation takes the alarm back.
  ports.metrics.alarms = async (names) =>
    (await read(names)).map((seen) => seen && (clock.now() >= firedAt ? { ...seen, state: 'ALARM' } : seen));
  while (!active()) {
    await pass(clock.now() + second);
    if (clock.now() >= giveUpAt) throw new Error(`nothing was injected in two hours (seed ${seed})`);
  }
  await pass(clock.now() + phase);

  firedAt = clock.now();
  if (path === 'sweeper' || path === 'reaper') {
    told = false;
    await clock.during(() => ports.executions.stop('experiment', 'trial', 'killed by the bench'));
  }
  if (path === 'reaper') ports.runs.list = async () => [];
  if (path === 'event')
    clock.schedule(firedAt + drawn('delivery'), () => {
      void clock.during(() => stopOnAlarm(alarm, ports, firedAt));
    });
  for (;;) {
    const raisedAt = (await ports.runs.load('trial'))?.epochRaisedAt;
    if (raisedAt !== undefined && !active()) {
      const endedAt = Math.max(...cloud.experiments().map((each) => each.endedAt ?? 0));
      const late = (path === 'event' ? 0 : drawn('recovery')) + (path === 'reaper' ? drawn('reaper') : 0);
      await leave(account);
      return {
        raised: raisedAt - firedAt + late,
        // Over before anyone asked: by its own duration.
        stopped: endedAt - firedAt + (endedAt < raisedAt ? 0 : late),
      };
    }
    if (clock.now() >= giveUpAt) throw new Error(`the run was not stopped in two hours (path ${path}, seed ${seed})`);
    await pass(clock.now() + second);
  }
}

/** What is measured is over: executions that wait would keep the process alive. */
async function leave({ clock, ports }: Account): Promise<void> {
  const record = await ports.runs.load('trial');
  await clock.during(() => ports.executions.stop('experiment', 'trial', 'the trial is over'));
  for (let attempt = 1; attempt <= (record?.recovery.attempt ?? 0); attempt++)
    await clock.during(() => ports.executions.stop('recovery', executionName('trial', attempt), 'the trial is over'));
}

/** Log-normal about the usual, one in a hundred beyond nine tenths of the way to the worst, which is never passed. */
const drawing = (random: Random) => (name: LatencyName) => {
  const { usual, worst } = latencies[name];
  return Math.round(Math.min(worst, random.logNormal(usual, usual + 0.9 * (worst - usual))));
};
