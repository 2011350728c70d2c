/** `squall import`: experiments and monkeys from files of other systems. Writes the files that `--output` names, and no others. */
import { lstatSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { formatProblem } from '../../documents/read.ts';
import { writeWhole } from '../../documents/whole-file.ts';
import { type Imported, imported } from '../../exchange/import.ts';
import { importers } from '../../exchange/importers.ts';
import { sourcesOf } from '../../exchange/sources.ts';
import { exitCodes } from '../exit-code.ts';
import { Failure } from '../failure.ts';
import type { Io } from '../io.ts';
import { importLines, isLossy } from '../screen/imported.ts';
import { printed } from '../screen/output.ts';
import { plain, plainLines } from '../text/plain.ts';

export interface ImportOptions {
  readonly from?: string;
  /** A file; a folder where there are several. */
  readonly output?: string;
  readonly strict?: true;
  readonly json?: true;
}

/** 2 when nothing of it is one, and with `--strict` when anything of it is lost. */
export async function execute(io: Io, [path = '']: readonly string[], options: ImportOptions): Promise<number> {
  const from = importers.find(({ system }) => system === options.from);
  const found = imported(sourcesOf(path), from);
  const written = options.output === undefined ? [] : await write(found, options.output);
  if (options.json) await printed(io, 'json', found);
  else {
    if (options.output === undefined) io.write(found.documents.map(({ yaml }) => yaml).join('---\n'));
    for (const file of written) io.out(plain(file));
    for (const line of importLines(found, io.errorColours)) io.err(line);
    for (const { problems } of found.documents)
      for (const problem of problems) io.err(plainLines(`! ${formatProblem(problem)}`));
  }
  if (found.documents.length === 0) return exitCodes.invalid;
  return options.strict && isLossy(found) ? exitCodes.invalid : exitCodes.held;
}

async function write({ documents }: Imported, output: string): Promise<readonly string[]> {
  const [only, second] = documents;
  if (!only) return [];
  const status = lstatSync(output, { throwIfNoEntry: false });
  if (!second && !status?.isDirectory()) {
    await writeWhole(output, only.yaml);
    return [output];
  }
  if (status && !status.isDirectory())
    throw new Failure(`${documents.length} documents were found, and ${output} is a file: name a folder`);
  await mkdir(resolve(output), { recursive: true });
  const files = documents.map(({ name, yaml }) => ({ file: join(output, `${name}.yaml`), yaml }));
  for (const { file, yaml } of files) await writeWhole(file, yaml);
  return files.map(({ file }) => file);
}
