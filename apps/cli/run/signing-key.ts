/** Which key signs: read before anything begins, and made only once there is something to sign. */
import { createPublicKey, type KeyObject } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fingerprintOf } from '../../../adapters/signatures/key.ts';
import { ownSigningKey, readSigningKey } from '../../../adapters/signatures/key-file.ts';
import { Failure } from '../failure.ts';

export interface SigningKey {
  /** For people: which, and where. */
  readonly words: string;
  take(): KeyObject;
}

export interface SigningOptions {
  readonly key?: string;
  readonly directory: string;
  /** Name of the file in the directory, where no key is given. */
  readonly own: string;
  /** What is signed, for sentences: `the evidence`. */
  readonly what: string;
}

/** @throws Failure when the key cannot sign */
export function signingKey({ key, directory, own, what }: SigningOptions): SigningKey {
  const file = key ?? join(directory, own);
  if (key === undefined && !existsSync(file))
    return { words: `a key that is made for it in ${file}`, take: () => ownSigningKey(file).key };
  const read = readable(file, what);
  return { words: `${file} (${fingerprintOf(createPublicKey(read))})`, take: () => read };
}

function readable(file: string, what: string): KeyObject {
  try {
    return readSigningKey(file);
  } catch (error) {
    throw new Failure(`${what} could not be signed: ${(error as Error).message}`);
  }
}
