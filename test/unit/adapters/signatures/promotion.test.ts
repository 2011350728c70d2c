import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { rendered } from '../../../../adapters/signatures/document.ts';
import { fingerprintOf } from '../../../../adapters/signatures/key.ts';
import { readPromotion, signPromotion } from '../../../../adapters/signatures/promotion.ts';
import { promotionOf } from '../../../../core/rollout/promotion.ts';
import { now } from '../../../fixtures/decisions/question.ts';
import { outcome } from '../../../fixtures/decisions/rollout.ts';

const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const statement = promotionOf(outcome(4), { signedAt: now, signedBy: 'ada' });
const record = signPromotion(statement, privateKey);
const text = rendered(record);

type Path = readonly string[];
const leaves = (value: unknown, path: Path = []): readonly Path[] =>
  value === null || typeof value !== 'object'
    ? [path]
    : Object.entries(value).flatMap(([key, inner]) => leaves(inner, [...path, key]));

function changed(path: Path): unknown {
  const copy = JSON.parse(text) as Record<string, unknown>;
  const holder = path.slice(0, -1).reduce((at, key) => at[key] as Record<string, unknown>, copy);
  const key = path.at(-1)!;
  holder[key] = typeof holder[key] === 'number' ? Number(holder[key]) + 1 : `${String(holder[key])}x`;
  return copy;
}

describe('a promotion record', () => {
  it('says what the stage showed, and whose key signed it', () => {
    const read = readPromotion(text);
    expect(read).toMatchObject({ valid: true, document: { statement } });
    expect(read.valid && read.document.key.fingerprint).toBe(fingerprintOf(publicKey));
    expect(statement.stage).toEqual({ number: 4, of: 4, environment: 'production', blastRadius: { preset: 'canary' } });
  });

  it('is refused whichever value of it is changed', () => {
    const paths = leaves(record);
    expect(paths.length).toBeGreaterThan(18);
    for (const path of paths)
      expect(readPromotion(rendered(changed(path))), path.join('.')).toMatchObject({ valid: false });
  });

  it.each([
    ['not signed', rendered({ ...record, signature: '' }), 'the signature does not fit'],
    [
      'without a signature',
      rendered({ ...record, signature: undefined }),
      'signature is not as a promotion record has it',
    ],
    ['no JSON', 'held: true', 'it is not JSON'],
    [
      'of another kind',
      rendered({ ...record, kind: 'squall/certification' }),
      'kind is not as a promotion record has it',
    ],
    ['of a later version', rendered({ ...record, schemaVersion: 2 }), 'reads up to 1'],
    ['formatted anew', JSON.stringify(record), 'its text is not as squall writes it'],
    ['huge', `"${'x'.repeat(70_000)}"`, 'larger than any promotion record'],
  ])('is refused when it is %s', (_what, given, why) => {
    const read = readPromotion(given);
    expect(read.valid ? 'valid' : read.why).toContain(why);
  });

  it('signed anew by someone else, is theirs', () => {
    const other = generateKeyPairSync('ed25519');
    const read = readPromotion(rendered(signPromotion({ ...statement, verdict: 'refuted' }, other.privateKey)));
    expect(read.valid && read.document.key.fingerprint).toBe(fingerprintOf(other.publicKey));
  });
});
