/** A statement, signed: what evidence is, and how it stands in its file. */
import { createPublicKey, type KeyObject, sign } from 'node:crypto';
import { canonicalJson } from '../../../core/plan/hash.ts';
import { redact } from '../../report/redact.ts';
import { fingerprintOf, publicPem } from './key.ts';
import { type Evidence, type Statement, schemaVersion } from './schema.ts';

/** What is signed: everything but the signature. */
export function signedBytes({ signature: _, ...rest }: Evidence): Buffer {
  return Buffer.from(canonicalJson(rest), 'utf8');
}

/** Texts of strangers (reasons, names) pass the same filter as those of a report: no secret is signed. */
export function signed(statement: Statement, key: KeyObject): Evidence {
  const publicKey = createPublicKey(key);
  const evidence = {
    kind: 'squall/certification',
    schemaVersion,
    key: { algorithm: 'Ed25519', publicKey: publicPem(key), fingerprint: fingerprintOf(publicKey) },
    statement: redact(statement),
  } as const;
  const signature = sign(null, signedBytes({ ...evidence, signature: '' }), key).toString('base64');
  return { ...evidence, signature };
}

/** The bytes of the file. Verification asks for exactly these, so that nothing can hide between them. */
export const rendered = (evidence: unknown): string => `${JSON.stringify(evidence, null, 2)}\n`;
