/** The key that evidence is signed with. Its private part never leaves its file. */
import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { chmodSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** No key of ours. The message says which file, and what is needed. */
export class KeyUnusable extends Error {
  override readonly name = 'KeyUnusable';
}

const isEd25519 = (key: KeyObject): boolean => key.asymmetricKeyType === 'ed25519';

/** @throws KeyUnusable when it is no Ed25519 private key, or others may read the file */
export function readSigningKey(file: string): KeyObject {
  const mode = statSync(file).mode & 0o777;
  if (process.platform !== 'win32' && (mode & 0o077) !== 0)
    throw new KeyUnusable(
      `${file} may be read by others (mode ${mode.toString(8)}): whoever can read it can sign. Run chmod 600 on it`,
    );
  let key: KeyObject | undefined;
  try {
    key = createPrivateKey(readFileSync(file));
  } catch {
    // What the parser says may hold parts of the file.
  }
  if (!key || !isEd25519(key))
    throw new KeyUnusable(
      `${file} holds no Ed25519 private key in PEM without a passphrase: openssl genpkey -algorithm ed25519 makes one`,
    );
  return key;
}

/** The key of the file, made there the first time: the public part beside it, with `.pub` at its end. */
export function ownSigningKey(file: string): { readonly key: KeyObject; readonly made: boolean } {
  mkdirSync(dirname(file), { recursive: true });
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  try {
    writeFileSync(file, pem(privateKey), { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    return { key: readSigningKey(file), made: false };
  }
  chmodSync(file, 0o600);
  writeFileSync(`${file}.pub`, publicPem(publicKey));
  return { key: privateKey, made: true };
}

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

const pem = (key: KeyObject): string => key.export({ type: 'pkcs8', format: 'pem' }) as string;
export const publicPem = (key: KeyObject): string =>
  (key.type === 'private' ? createPublicKey(key) : key).export({ type: 'spki', format: 'pem' }) as string;

/** As `openssl pkey -pubin -outform DER | sha256sum` prints it. */
export const fingerprintOf = (publicKey: KeyObject): string =>
  `SHA256:${createHash('sha256')
    .update(publicKey.export({ type: 'spki', format: 'der' }) as Buffer)
    .digest('hex')}`;
