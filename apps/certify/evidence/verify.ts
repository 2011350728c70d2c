/** Whether evidence is what was signed. */
import { type KeyObject, verify } from 'node:crypto';
import { outcomeOf } from '../outcome.ts';
import { fingerprintOf, readPublicKey } from './key.ts';
import { type Evidence, evidence, schemaVersion } from './schema.ts';
import { rendered, signedBytes } from './sign.ts';

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
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return altered('it is not JSON');
  }
  const { schemaVersion: version } = (value ?? {}) as { readonly schemaVersion?: unknown };
  if (typeof version === 'number' && version > schemaVersion)
    return altered(`its schema version is ${version}, and this version of squall reads up to ${schemaVersion}`);
  const shape = evidence.safeParse(value);
  if (!shape.success) {
    const [issue] = shape.error.issues;
    return altered(`${issue?.path.join('.') || 'the document'} is not as evidence has it: ${issue?.message}`);
  }
  const found = shape.data;
  if (rendered(value) !== text)
    return altered('its text is not as squall writes it: a name stands twice, or it was formatted anew');
  return keyed(found, trusted);
}

function keyed(found: Evidence, trusted: KeyObject | undefined): Verified {
  let own: KeyObject;
  try {
    own = readPublicKey(found.key.publicKey, 'key.publicKey');
  } catch (error) {
    return altered((error as Error).message);
  }
  if (fingerprintOf(own) !== found.key.fingerprint)
    return altered(`its fingerprint is not that of its key, which is ${fingerprintOf(own)}`);
  if (trusted && fingerprintOf(trusted) !== fingerprintOf(own))
    return altered(
      `it is signed with the key ${fingerprintOf(own)}, and the one expected is ${fingerprintOf(trusted)}`,
    );
  const signature = Buffer.from(found.signature, 'base64');
  // Base64 is read with much else between it: one signature has one text.
  const asWritten = signature.toString('base64') === found.signature;
  if (!asWritten || !verify(null, signedBytes(found), own, signature))
    return altered('the signature does not fit: something was changed after it was signed');
  const { exercises, outcome } = found.statement;
  // Whoever holds the key can sign anything; a statement that contradicts itself is told all the same.
  if (outcomeOf(exercises).outcome !== outcome)
    return altered(`it says ${outcome}, and its own exercises say ${outcomeOf(exercises).outcome}`);
  return { valid: true, evidence: found, trusted: trusted !== undefined };
}
