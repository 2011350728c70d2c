/** The text of a file, if it is a file that could hold a document. */
import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { type DocumentProblem, fileProblem } from './document-problem.ts';

/** Far above any experiment, far below what would hurt. */
export const largestFile = 256 * 1024;

const wanted = `a text file of at most ${largestFile / 1024} KiB with one YAML or JSON document`;

export type LoadedText = { readonly text: string } | { readonly problem: DocumentProblem };

/** Never throws, never waits on a pipe or a device, and never reads more than `largestFile`. */
export function loadText(file: string): LoadedText {
  const refuse = (found: string, allowed = wanted): LoadedText => ({ problem: fileProblem(file, { found, allowed }) });
  let descriptor: number;
  try {
    descriptor = openSync(file, constants.O_RDONLY | constants.O_NONBLOCK);
  } catch (error) {
    return refuse(whyNot(error), 'a path to a file that can be read');
  }
  try {
    const status = fstatSync(descriptor);
    if (status.isDirectory()) return refuse('a directory');
    if (!status.isFile()) return refuse('something that is not a regular file');
    if (status.size > largestFile) return refuse(`a file of ${Math.ceil(status.size / 1024)} KiB`);
    const bytes = readUpTo(descriptor, largestFile + 1);
    if (bytes.length > largestFile) return refuse(`a file of more than ${largestFile / 1024} KiB`);
    return textOf(bytes, refuse);
  } catch (error) {
    return refuse(whyNot(error), 'a file that can be read');
  } finally {
    closeSync(descriptor);
  }
}

function textOf(bytes: Uint8Array, refuse: (found: string) => LoadedText): LoadedText {
  if (bytes.includes(0)) return refuse('a binary file');
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return text.trim() === '' ? refuse('an empty file') : { text };
  } catch {
    return refuse('bytes that are not UTF-8 text');
  }
}

function readUpTo(descriptor: number, limit: number): Uint8Array {
  const buffer = new Uint8Array(limit);
  let length = 0;
  while (length < limit) {
    const read = readSync(descriptor, buffer, length, limit - length, null);
    if (read === 0) break;
    length += read;
  }
  return buffer.subarray(0, length);
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'no such file',
  ENOTDIR: 'no such file',
  EACCES: 'a file that may not be read',
  EPERM: 'a file that may not be read',
  ENXIO: 'something that is not a regular file',
  ENODEV: 'something that is not a regular file',
  ELOOP: 'a link that leads in a circle',
  ENAMETOOLONG: 'a path that is too long',
};

function whyNot(error: unknown): string {
  const code = (error as NodeJS.ErrnoException).code;
  return (code && reasons[code]) ?? `a file that cannot be read (${code ?? String(error)})`;
}
