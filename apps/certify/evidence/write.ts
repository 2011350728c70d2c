/** Evidence as files: the signed document, and a page for people drawn from it. */
import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { rendered } from '../../../adapters/signatures/document.ts';
import { writeWhole } from '../../documents/whole-file.ts';
import { markdown } from './markdown.ts';
import type { Evidence } from './schema.ts';

export interface Written {
  readonly evidence: string;
  readonly summary: string;
}

/** Each file appears whole or not at all. @throws what the file system throws */
export async function writeEvidence(evidence: Evidence, directory: string): Promise<Written> {
  // Absolute: in a working directory that is gone Node looks for the parent of a relative one for ever.
  await mkdir(resolve(directory), { recursive: true });
  const paths = { evidence: join(directory, 'evidence.json'), summary: join(directory, 'evidence.md') };
  await writeWhole(paths.evidence, rendered(evidence));
  await writeWhole(paths.summary, markdown(evidence));
  return paths;
}
