/** Ed25519 keys that documents are signed with: read from text, and named by their fingerprint. */
import { createHash, createPublicKey, type KeyObject } from 'node:crypto';

/** No key of ours. The message says which file, and what is needed. */
export class KeyUnusable extends Error {
  override readonly name = 'KeyUnusable';
}

export const isEd25519 = (key: KeyObject): boolean => key.asymmetricKeyType === 'ed25519';

/** @throws KeyUnusable */
export function readPublicKey(pemText: string, from: string): KeyObject {
  let key: KeyObject | undefined;
  // A private key would be taken too: its public part follows from it.
  if (!pemText.includes('PRIVATE'))
    try {
      key = createPublicKey(pemText);
    } catch {
      // Told below.
    }
  if (!key || !isEd25519(key)) throw new KeyUnusable(`${from} is no Ed25519 public key in PEM`);
  return key;
}

export const publicPem = (key: KeyObject): string =>
  (key.type === 'private' ? createPublicKey(key) : key).export({ type: 'spki', format: 'pem' }) as string;

/** As `openssl pkey -pubin -outform DER | sha256sum` prints it. */
export const fingerprintOf = (publicKey: KeyObject): string =>
  `SHA256:${createHash('sha256')
    .update(publicKey.export({ type: 'spki', format: 'der' }) as Buffer)
    .digest('hex')}`;
