import { beforeEach, describe, expect, it } from 'vitest';
import { memoryPromotions, type OutcomeRows } from '../../../../adapters/simulated/memory-promotions.ts';
import { importPromotion } from '../../../../core/rollout/import.ts';
import { type Promotion, promotionOf } from '../../../../core/rollout/promotion.ts';
import { type Importing, untrusted } from '../../../../core/rollout/trust.ts';
import { now } from '../../../fixtures/decisions/question.ts';
import { definitionHash, outcome, rollout } from '../../../fixtures/decisions/rollout.ts';
import { zoneDrill } from '../../../fixtures/history/definition.ts';

const key = `SHA256:${'a'.repeat(64)}`;
const stranger = `SHA256:${'b'.repeat(64)}`;
const record = (over: Partial<Promotion> = {}): Promotion => ({
  ...promotionOf(outcome(2, { platform: 'aws' }), { signedAt: now - 1000, signedBy: 'ada' }),
  ...over,
});
const production = (over: Partial<Importing> = {}): Importing => ({
  stage: { environment: 'production', platform: 'aws' },
  trust: [
    { environment: 'dev', key: stranger },
    { environment: 'staging', key },
  ],
  definition: { hash: definitionHash, experiment: { ...zoneDrill, rollout } },
  now,
  ...over,
});

describe('a record', () => {
  it('is trusted with the key that counts for its environment', () => {
    expect(untrusted(record(), key, production())).toBeUndefined();
    expect(untrusted(record(), key, production({ definition: undefined }))).toBeUndefined();
  });

  it('is refused with a key that counts for another environment, or for none', () => {
    expect(untrusted(record(), stranger, production())).toBe(
      `it is signed with ${stranger}, and for staging is trusted: ${key}`,
    );
    expect(untrusted(record(), key, production({ trust: [] }))).toContain(
      'no key is trusted for staging: name that one under promotions.trust of squall.config.yaml',
    );
    const laptop = { environment: 'a rehearsal', platform: 'simulated' } as const;
    expect(untrusted(record(), key, production({ trust: [], stage: laptop }))).toContain('--trust FILE');
  });

  it('is refused of a rehearsal where things are real, and of the platform’s own stage', () => {
    expect(untrusted(record({ platform: 'simulated' }), key, production())).toContain(
      'a rehearsal on a simulated cloud',
    );
    const staging = production({ stage: { environment: 'staging', platform: 'aws' } });
    expect(untrusted(record(), key, staging)).toContain('which is this platform itself');
  });

  it('is refused when it is of something else than what is here', () => {
    expect(untrusted(record({ experiment: 'another' }), key, production())).toBe(
      'it is of the experiment another, and not of az-power-interruption',
    );
    expect(untrusted(record({ definitionHash: 'e'.repeat(64) }), key, production())).toContain(
      'it is of the definition eeeeeeeeeeee of az-power-interruption, and here that is dddddddddddd',
    );
    const stage = { number: 2, of: 2, environment: 'staging', blastRadius: { preset: 'full' as const } };
    expect(untrusted(record({ stage }), key, production())).toContain(
      'it is of the stage staging, preset full, and the rollout of az-power-interruption here has: dev; staging;',
    );
  });

  it('is refused when it was signed later than now, by more than clocks differ', () => {
    expect(untrusted(record({ signedAt: now + 60_000 }), key, production())).toBeUndefined();
    expect(untrusted(record({ signedAt: now + 600_000 }), key, production())).toContain('which is still to come');
  });
});

describe('importing', () => {
  let rows: OutcomeRows;
  beforeEach(() => {
    rows = new Map();
  });
  const imported = (statement: Promotion, by = 'ada') =>
    importPromotion({ statement, key }, by, production(), memoryPromotions(rows));

  it('keeps who brought it, when, and by which key', async () => {
    expect(await imported(record())).toEqual({ imported: true, by: 'ada', promotion: record(), held: true });
    expect([...rows.values()]).toEqual([
      { ...outcome(2, { platform: 'aws' }), imported: { by: 'ada', at: now, key, signedAt: now - 1000 } },
    ]);
  });

  it('takes a record that did not hold, and none that was signed before it', async () => {
    await imported(record());
    const refuted = record({ runId: 'later', verdict: 'refuted', signedAt: now - 500 });
    expect(await imported(refuted)).toMatchObject({ imported: true, held: false });
    expect(await imported(record())).toMatchObject({
      imported: false,
      why: expect.stringContaining('a newer record of that stage is known: run later, refuted, signed at'),
    });
    expect([...rows.values()].map(({ runId }) => runId)).toEqual(['later']);
  });

  it('keeps nothing of what is refused', async () => {
    expect(await imported(record({ experiment: 'another' }))).toMatchObject({ imported: false });
    expect(rows.size).toBe(0);
  });
});
