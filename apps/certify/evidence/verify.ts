/** Whether evidence is what was signed. */
import type { KeyObject } from 'node:crypto';
import { readSigned } from '../../../adapters/signatures/document.ts';
import { fingerprintOf } from '../../../adapters/signatures/key.ts';
import { outcomeOf } from '../outcome.ts';
import { type Evidence, evidence, schemaVersion } from './schema.ts';

export type Verified =
  | {
      readonly valid: true;
      readonly evidence: Evidence;
      /** Whether the key was given by the reader: otherwise only the document itself vouches for it. */
      readonly trusted: boolean;
    }
  | { readonly valid: false; readonly why: string };

const altered = (why: string): Verified => ({ valid: false, why });

/**
 * @param text of the file
 * @param trusted the public key that the reader expects
 */
export function verified(text: string, trusted?: KeyObject): Verified {
  const read = readSigned(text, evidence, { version: schemaVersion, what: 'evidence' });
  if (!read.valid) return read;
  const { key, statement } = read.document;
  if (trusted && fingerprintOf(trusted) !== key.fingerprint)
    return altered(`it is signed with the key ${key.fingerprint}, and the one expected is ${fingerprintOf(trusted)}`);
  // Whoever holds the key can sign anything; a statement that contradicts itself is told all the same.
  const { outcome } = outcomeOf(statement.exercises);
  if (outcome !== statement.outcome)
    return altered(`it says ${statement.outcome}, and its own exercises say ${outcome}`);
  return { valid: true, evidence: read.document, trusted: trusted !== undefined };
}
