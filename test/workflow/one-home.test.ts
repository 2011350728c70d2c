/** One home for a service: what a monkey does in one Region and what takes that Region away exclude each other. */
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { openAccount } from '../../apps/local/account.ts';
import { ownPlatform } from '../../apps/local/directory.ts';
import type { Experiment } from '../../core/experiment/schema/experiment.ts';
import { definitionHash } from '../../core/plan/definition-hash.ts';
import { type World, world as worldSchema } from '../../core/world/schema.ts';
import { drill } from './drills.ts';
import { temporaryDirectory } from './temporary-directory.ts';

const folder = temporaryDirectory();
const [lost, other] = ['eu-central-1', 'eu-west-1'];
const read = worldSchema.parse(parse(readFileSync('templates/worlds/shop-two-regions.yaml', 'utf8')));
const world: World = {
  ...read,
  warmUp: 'PT2M',
  clients: read.clients.map((client) => ({ ...client, rate: 1 })),
  // What a deployment abroad is told: it is the home of what it breaks.
  platform: { homes: [{ services: ['payments'], stage: 'elsewhere' }] },
};
const { experiment: base } = drill('az-power-interruption');

const named = (name: string, over: Partial<Experiment>, service = 'checkout'): Experiment => ({
  ...base,
  parameters: {},
  metadata: { ...base.metadata, name, service },
  hypothesis: {
    ...base.hypothesis,
    probes: [{ id: 'alarm', alarm: { name: 'shop-dublin-overloaded' }, expect: { equals: 'OK' }, when: ['during'] }],
    recovery: { within: 'PT10M', hold: 'PT1M' },
  },
  guardrails: { unsafe: { noStopCondition: 'locks are looked at here, and nothing else' } },
  ...over,
});

/** As a monkey writes it: one instance of a group, and its Region by name. */
const killIn = (region: string, service?: string) =>
  named(
    `kill-in-${region}`,
    {
      blastRadius: { preset: 'canary' },
      targets: { victim: { type: 'ec2:instance', where: { region, tags: { Service: 'web' } }, select: { count: 1 } } },
      steps: [
        {
          id: 'kill',
          action: 'aws:ec2:stop-instances',
          targets: { Instances: 'victim' },
          with: { startInstancesAfterDuration: 'PT5M' },
        },
      ],
    },
    service,
  );
/** As a drill of a Region locks it. */
const loss = named('region-loss', {
  blastRadius: { scope: 'region', maxPercent: 100, minHealthyPerZone: 0 },
  targets: { all: { type: 'ec2:instance', where: { region: lost, tags: { Service: 'web' } }, select: { count: 3 } } },
  steps: [
    {
      id: 'stop',
      action: 'aws:ec2:stop-instances',
      targets: { Instances: 'all' },
      with: { startInstancesAfterDuration: 'PT5M' },
    },
  ],
});

/** What became of the second while the first injects. */
async function whileInjecting(first: Experiment, second: Experiment) {
  const platform = ownPlatform(folder.path());
  try {
    const timeline = { id: randomUUID(), world, seed: 7, createdAt: 0 };
    platform.store.createTimeline(timeline);
    const account = openAccount(platform, timeline, {});
    const begin = async (runId: string, definition: Experiment) => {
      const hash = definitionHash(definition);
      await account.storeDefinition({ hash, experiment: definition });
      const input = { experiment: hash, parameters: {}, seed: 7, startedBy: 'a test' };
      await account.ports.executions.start('experiment', runId, input);
    };
    const until = async (runId: string, ...phases: readonly string[]) => {
      for (;;) {
        const record = await account.ports.runs.load(runId);
        if (record && (record.terminal || phases.includes(record.phase))) return record;
        await account.clock.step(account.clock.now() + 5000);
      }
    };
    await begin('first', first);
    expect((await until('first', 'injecting')).terminal?.reason).toBeUndefined();
    await begin('second', second);
    return (await until('second', 'injecting')).terminal?.reason ?? 'it may inject';
  } finally {
    platform.close();
  }
}

test('a kill keeps the loss of its Region out, and the loss keeps kills out; a kill elsewhere is nobody’s business', async () => {
  expect(await whileInjecting(killIn(lost), loss)).toContain(`run first (kill-in-${lost}) holds region/`);
  expect(await whileInjecting(loss, killIn(lost))).toContain('run first (region-loss) holds region/');
  expect(await whileInjecting(loss, killIn(other))).toBe('it may inject');
});

test('a platform that is not the home of a service breaks nothing of it', async () => {
  expect(await whileInjecting(killIn(lost), killIn(other, 'payments'))).toContain(
    'not injecting: home: payments is at home on the platform elsewhere, which keeps its locks',
  );
});
