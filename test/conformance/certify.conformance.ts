/** `squall certify --aws` on the deployment that the suite plays, and how far moto and the stub let it come. */
import { generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { rendered } from '../../adapters/signatures/document.ts';
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
import { begins } from './handlers-platform.ts';
import { stageName } from './machines.ts';
import { motoRegion } from './moto.ts';
import { type PlayedRig, seed, startPlayedRig } from './played-rig.ts';
import { tripOnRig } from './trip.ts';

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

let deployment: PlayedRig;
let evidence: readonly ExerciseEvidence[];

beforeAll(async () => {
  deployment = await startPlayedRig();
}, 180_000);
afterAll(() => deployment?.stop());

tripOnRig(() => deployment);

describe('a certification over the wire', () => {
  test('finds the deployment and its fleet, and plans every exercise on it alone', async () => {
    const { rig, definitions } = deployment;
    expect(rig.place).toMatchObject({ platform: 'aws', stage: stageName, region: motoRegion });
    const previewed = await preview(exercises, definitions, seed, rig);
    expect(previewed.filter(({ plan }) => !plan).map(({ exercise, why }) => `${exercise.id}: ${why}`)).toEqual([]);
    expect(forbidden(stageName, previewed)).toBeUndefined();
  });

  test('carries out what the stub plays, and records the rest as not exercised', async () => {
    const { rig, definitions } = deployment;
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
    const { rig, cli } = deployment;
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
