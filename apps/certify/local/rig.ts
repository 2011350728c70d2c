/** The sample fleet on the embedded platform: one world and one virtual clock for the whole certification. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { locksOfRun } from '../../../adapters/simulated/archive.ts';
import { runTag } from '../../../adapters/simulated/faults.ts';
import type { StoredDefinition } from '../../../core/ports/definitions.ts';
import { isActive } from '../../../core/ports/faults.ts';
import type { World } from '../../../core/world/schema.ts';
import { openAccount } from '../../local/account.ts';
import { ownPlatform } from '../../local/directory.ts';
import { stopRun } from '../../local/drive.ts';
import type { Rig } from '../rig.ts';

export interface LocalRigOptions {
  readonly directory: string;
  readonly world: World;
  readonly seed: number;
  /** Names the timeline: the certification. */
  readonly timeline: string;
  /** As a deployment with a sample fleet stores them. */
  readonly definitions: readonly StoredDefinition[];
  /** Instead of what the world says. */
  readonly traffic?: 'requests' | 'closed-form';
}

const lookEvery = 1000;
const beatEvery = 1000;

/** Runs stay in the directory, as those of `squall run` do. @throws PlatformBusy when another process owns it. */
export async function localRig({
  directory,
  world,
  seed,
  timeline: id,
  definitions,
  traffic,
}: LocalRigOptions): Promise<Rig> {
  const platform = ownPlatform(directory);
  const timeline = { id, world, seed, ...(traffic && { traffic }), createdAt: Date.now() };
  platform.store.createTimeline(timeline);
  const account = openAccount(platform, timeline, {});
  const { clock, cloud, ports } = account;
  for (const definition of definitions) await account.storeDefinition(definition);
  let beatenAt = performance.now();
  let open = true;

  return {
    place: {
      platform: 'simulated',
      account: world.account,
      region: world.regions[0]!.id,
      stage: world.environment,
      world: world.metadata.name,
      seed,
    },
    where: `simulated cloud (world ${world.metadata.name}, seed ${seed}): no AWS account is touched`,
    ports,
    lookEvery,
    /** The world has had traffic before it began. */
    prepare: async () => undefined,
    start: (runId, request) => clock.during(() => ports.executions.start('experiment', runId, request)),
    async stopAsPerson(runId, by, reason) {
      await stopRun(account, { runId, by, reason });
    },
    stopExecution: (machine, name, reason) => clock.during(() => ports.executions.stop(machine, name, reason)),
    async forceAlarm(name, state, reason) {
      for (const event of cloud.setAlarmState(name, state, reason)) account.announced(event);
    },
    activeFaults: async (runId) =>
      cloud
        .experiments()
        .filter(({ tags, status }) => tags[runTag] === runId && isActive(status))
        .map((experiment) => experiment.id),
    heldLocks: async ({ runId }) => locksOfRun(platform.database, runId),
    async wait(duration) {
      const until = clock.now() + duration;
      while (clock.now() < until) for (const event of await clock.step(until)) account.announced(event);
      if (performance.now() - beatenAt >= beatEvery) {
        platform.beat();
        account.keep();
        beatenAt = performance.now();
      }
      // Signals are handled between two turns.
      await nextTurn();
    },
    async close() {
      if (!open) return;
      open = false;
      await clock.quiet();
      account.keep();
      platform.close();
    },
  };
}
