/** Private keys in files. What is private never leaves its file. */
import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { chmodSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { isEd25519, KeyUnusable, publicPem } from './key.ts';

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
  mkdirSync(resolve(dirname(file)), { recursive: true });
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  try {
    writeFileSync(file, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    return { key: readSigningKey(file), made: false };
  }
  chmodSync(file, 0o600);
  writeFileSync(`${file}.pub`, publicPem(publicKey));
  return { key: privateKey, made: true };
}
