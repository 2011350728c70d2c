/** `squall certify --aws` on the deployment that the suite plays, and how far moto and the stub let it come. */
import { generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { rendered } from '../../adapters/signatures/document.ts';
import { openAwsRig } from '../../apps/certify/aws/open.ts';
import { certify } from '../../apps/certify/conduct/certify.ts';
import { notCovered } from '../../apps/certify/coverage.ts';
import { estimateOf } from '../../apps/certify/estimate.ts';
import type { ExerciseEvidence } from '../../apps/certify/evidence/schema.ts';
import { signed } from '../../apps/certify/evidence/sign.ts';
import { verified } from '../../apps/certify/evidence/verify.ts';
import { exercises } from '../../apps/certify/exercises/index.ts';
import { exitCodeOf } from '../../apps/certify/exit-code.ts';
import { outcomeOf } from '../../apps/certify/outcome.ts';
import { forbidden, preview } from '../../apps/certify/preview.ts';
import type { Rig } from '../../apps/certify/rig.ts';
import type { StoredDefinition } from '../../core/ports/definitions.ts';
import { certificationExperiments } from '../../lib/configuration/certification.ts';
import { type CliPlatform, startCliPlatform } from './cli-platform.ts';
import { begins } from './handlers-platform.ts';
import { stageName } from './machines.ts';
import { motoRegion } from './moto.ts';
import { buildSampleFleet } from './sample-fleet.ts';

const seed = 7;
/** What the stub plays: everything else of FIS it refuses by name. */
const played = [
  'stop-instance',
  'terminate-instance',
  'person',
  'stop-condition',
  'workflow-stopped',
  'recovery-killed',
];
/** One of the others, which the stub refuses in the same words: each costs a minute. */
const refused = 'capacity';

let cli: CliPlatform;
let rig: Rig;
let definitions: readonly StoredDefinition[];
let evidence: readonly ExerciseEvidence[];

beforeAll(async () => {
  cli = await startCliPlatform();
  const { platform } = cli;
  const { clock } = platform;
  for (const [name, value] of Object.entries(cli.env())) if (name.startsWith('AWS_')) vi.stubEnv(name, value);
  const fleet = await buildSampleFleet(platform.machines.moto.endpoint, platform.clients, stageName, begins);
  definitions = certificationExperiments({ stage: stageName, region: motoRegion });
  for (const { hash, experiment } of definitions)
    await platform.call('Define', {
      RequestType: 'Create',
      ResourceProperties: { Hash: hash, Definition: JSON.stringify(experiment) },
    });
  const opened = await openAwsRig({ stage: stageName, region: motoRegion }, seed, {
    clock,
    lookEvery: 30_000,
    visit: () => ({ leave() {} }),
    async wait(duration) {
      const to = clock.now() + duration;
      for (await clock.quiet(); clock.now() < to; ) await clock.step(to);
      await fleet.publish(clock.now());
    },
  });
  rig = {
    ...opened.rig,
    async forceAlarm(name, state, reason) {
      await opened.rig.forceAlarm(name, state, reason);
      // moto sends no events of alarms: the suite delivers what EventBridge would.
      platform.events.alarm(name, state);
    },
  };
}, 180_000);
afterAll(async () => {
  vi.unstubAllEnvs();
  await rig?.close();
  await cli?.stop();
});

describe('a certification over the wire', () => {
  test('finds the deployment and its fleet, and plans every exercise on it alone', async () => {
    expect(rig.place).toMatchObject({ platform: 'aws', stage: stageName, region: motoRegion });
    const previewed = await preview(exercises, definitions, seed, rig);
    expect(previewed.filter(({ plan }) => !plan).map(({ exercise, why }) => `${exercise.id}: ${why}`)).toEqual([]);
    expect(forbidden(stageName, previewed)).toBeUndefined();
  });

  test('carries out what the stub plays, and records the rest as not exercised', async () => {
    evidence = await certify(
      { exercises, chosen: exercises.filter(({ id }) => played.includes(id) || id === refused) },
      {
        rig,
        id: 'certification',
        by: 'conformance',
        definitions,
        seed,
        runIdOf: ({ id }) => `certify-${id}`,
        interrupted: new AbortController().signal,
        tell: () => {},
      },
    );
    for (const { id, outcome, why, toStop, toRestore } of evidence)
      console.log(
        `certify ${id}: ${outcome}${why ? ` (${why})` : `, stopped ${toStop ?? '–'} ms, restored ${toRestore} ms`}`,
      );
    const of = (outcome: string) => evidence.filter((each) => each.outcome === outcome).map(({ id }) => id);
    expect(of('failed')).toEqual([]);
    expect(of('passed').sort()).toEqual([...played].sort());
    expect(evidence.find(({ id }) => id === refused)!.why).toContain('is not played here');
    expect(exitCodeOf(evidence, false)).toBe(8);
    expect(evidence.find(({ id }) => id === 'recovery-killed')!.run!.recoveryAttempts).toBe(2);
  }, 900_000);

  test('signs what came of it, and does not call it certified', () => {
    const { privateKey, publicKey } = generateKeyPairSync('ed25519');
    const { outcome, reason } = outcomeOf(evidence);
    const statement = {
      id: 'certification',
      platformVersion: '0',
      place: rig.place,
      by: 'conformance',
      from: begins,
      to: rig.ports.clock.now(),
      estimate: estimateOf([]),
      outcome,
      reason,
      exercises: [...evidence],
      notCovered: notCovered(),
    };
    const found = verified(rendered(signed(statement, privateKey)), publicKey);
    expect(found).toMatchObject({ valid: true, evidence: { statement: { outcome: 'not-certified' } } });
    expect(JSON.stringify(found)).toContain(cli.env().AWS_ENDPOINT_URL);
  });
});
