import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { chmodSync, existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rendered } from '../../../../adapters/signatures/document.ts';
import { fingerprintOf, publicPem, readPublicKey } from '../../../../adapters/signatures/key.ts';
import { ownSigningKey, readSigningKey } from '../../../../adapters/signatures/key-file.ts';
import { markdown } from '../../../../apps/certify/evidence/markdown.ts';
import type { Evidence } from '../../../../apps/certify/evidence/schema.ts';
import { signed } from '../../../../apps/certify/evidence/sign.ts';
import { verified } from '../../../../apps/certify/evidence/verify.ts';
import { temporaryFolder } from '../../../temporary-folder.ts';
import { statement } from './statement.ts';

const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const other = generateKeyPairSync('ed25519');
const evidence = signed(statement(), privateKey);
const text = rendered(evidence);
const place = () => temporaryFolder('evidence');

/** Every path of a document to a value that is no object. */
function leaves(value: unknown, path: readonly (string | number)[] = []): readonly (readonly (string | number)[])[] {
  if (value === null || typeof value !== 'object') return [path];
  return Object.entries(value).flatMap(([key, inner]) =>
    leaves(inner, [...path, Array.isArray(value) ? Number(key) : key]),
  );
}

function changed(path: readonly (string | number)[]): unknown {
  const copy = JSON.parse(text) as unknown;
  const holder = path.slice(0, -1).reduce((at, key) => (at as Record<string | number, unknown>)[key], copy);
  const at = holder as Record<string | number, unknown>;
  const key = path.at(-1)!;
  const before = at[key];
  at[key] = typeof before === 'number' ? before + 1 : typeof before === 'boolean' ? !before : `${String(before)}x`;
  return copy;
}

describe('evidence', () => {
  it('is valid as it was written, and says whether the reader named the key', () => {
    expect(verified(text)).toMatchObject({ valid: true, trusted: false, evidence: { statement: statement() } });
    expect(verified(text, publicKey)).toMatchObject({ valid: true, trusted: true });
  });

  it('is altered whichever single value of it is changed', () => {
    const paths = leaves(evidence);
    expect(paths.length).toBeGreaterThan(40);
    for (const path of paths) expect(verified(rendered(changed(path))), path.join('.')).toMatchObject({ valid: false });
  });

  it('is altered when anything is added, taken away or formatted anew', () => {
    const { notCovered: _, ...fewer } = evidence.statement;
    const altered: readonly string[] = [
      '',
      '[]',
      text.slice(0, -1),
      JSON.stringify(evidence),
      rendered({ ...evidence, more: 1 }),
      rendered({ ...evidence, statement: fewer }),
      text.replace('"by": "ada"', '"by": "eve",\n    "by": "ada"'),
      rendered({ ...evidence, schemaVersion: 2 }),
    ];
    for (const each of altered) expect(verified(each), each.slice(0, 80)).toMatchObject({ valid: false });
  });

  it('signed anew by another key is valid by itself, and not by the key that was expected', () => {
    const forged = rendered(signed(statement({ by: 'eve' }), other.privateKey));
    expect(verified(forged)).toMatchObject({ valid: true, trusted: false });
    expect(verified(forged, publicKey)).toMatchObject({
      valid: false,
      why: expect.stringContaining(fingerprintOf(publicKey)),
    });
  });

  it('does not take the key of one signature for another', () => {
    const mixed: Evidence = { ...evidence, key: signed(statement(), other.privateKey).key };
    expect(verified(rendered(mixed))).toMatchObject({ valid: false, why: expect.stringContaining('signature') });
  });

  it('that contradicts itself is told of, whoever signed it', () => {
    const [passed] = statement().exercises;
    const failed = statement({ exercises: [{ ...passed!, outcome: 'failed' }] });
    expect(verified(rendered(signed(failed, privateKey)))).toMatchObject({
      valid: false,
      why: expect.stringContaining('certified'),
    });
  });

  it('holds any text', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(0xffff)), (codes) => {
        const reason = String.fromCharCode(...codes);
        expect(verified(rendered(signed(statement({ by: reason.toWellFormed() }), privateKey)), publicKey).valid).toBe(
          true,
        );
      }),
      { numRuns: 50 },
    );
  });

  it('never holds the private key, nor a secret that a reason carried', () => {
    const secret = (privateKey.export({ type: 'pkcs8', format: 'der' }) as Buffer).toString('base64');
    const leaking = statement({ by: 'ada password=hunter22 AKIAABCDEFGHIJKLMNOP' });
    const found = rendered(signed(leaking, privateKey));
    expect(found).not.toContain(secret.slice(0, 40));
    expect(found).not.toMatch(/PRIVATE|hunter22|AKIAABCDEFGHIJKLMNOP/);
    expect(verified(found, publicKey).valid).toBe(true);
  });

  it('is drawn as a page that no text of a stranger can break', () => {
    const page = markdown(signed(statement({ by: '<b>|\n# eve](x) @ada' }), privateKey));
    expect(page).toContain('# Certified on a simulated cloud: stage rehearsal');
    expect(page).not.toMatch(/<b>|^# eve/m);
    expect(page).toContain('| person |');
  });
});

describe('a signing key', () => {
  it('is made once, for its owner alone, with the public part beside it', () => {
    const file = join(place(), 'deep/certify.key');
    const first = ownSigningKey(file);
    const second = ownSigningKey(file);
    expect([first.made, second.made]).toEqual([true, false]);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(publicPem(second.key)).toBe(publicPem(first.key));
    expect(readFileSync(`${file}.pub`, 'utf8')).toBe(publicPem(first.key));
    expect(readFileSync(`${file}.pub`, 'utf8')).not.toContain('PRIVATE');
  });

  it('is refused when others may read it, and when it is none', () => {
    const file = join(place(), 'key');
    writeFileSync(file, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });
    expect(fingerprintOf(createPublicKey(readSigningKey(file)))).toBe(fingerprintOf(publicKey));
    chmodSync(file, 0o640);
    expect(() => readSigningKey(file)).toThrow(/chmod 600/);
    const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ type: 'pkcs8', format: 'pem' });
    for (const content of ['', 'squall', publicPem(publicKey), rsa as string]) {
      writeFileSync(file, content);
      chmodSync(file, 0o600);
      expect(() => readSigningKey(file)).toThrow(/no Ed25519 private key/);
    }
    expect(existsSync(`${file}.pub`)).toBe(false);
  });

  it('is not taken for a public one', () => {
    const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;
    expect(() => readPublicKey(pem, 'key.pem')).toThrow(/key\.pem is no Ed25519 public key/);
    expect(fingerprintOf(readPublicKey(publicPem(privateKey), 'x'))).toBe(fingerprintOf(publicKey));
  });
});
