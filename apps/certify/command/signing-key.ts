/** Which key signs: read before anything begins, and made only once there is something to sign. */
import type { KeyObject } from 'node:crypto';
import { createPublicKey } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fingerprintOf } from '../../../adapters/signatures/key.ts';
import { ownSigningKey, readSigningKey } from '../../../adapters/signatures/key-file.ts';
import { Failure } from '../../cli/failure.ts';

export interface SigningKey {
  /** For people: which, and where. */
  readonly words: string;
  take(): KeyObject;
}

/** @throws Failure when the key cannot sign */
export function signingKey({ key, directory }: { readonly key?: string; readonly directory: string }): SigningKey {
  const file = key ?? join(directory, 'certify.key');
  if (key === undefined && !existsSync(file))
    return { words: `a key that is made for it in ${file}`, take: () => ownSigningKey(file).key };
  const read = readable(file);
  return { words: `${file} (${fingerprintOf(createPublicKey(read))})`, take: () => read };
}

function readable(file: string): KeyObject {
  try {
    return readSigningKey(file);
  } catch (error) {
    throw new Failure(`the evidence could not be signed: ${(error as Error).message}`);
  }
}
