/** Experiments, drills, worlds and monkeys in files. */
import { existsSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Kind } from '../../../core/validation/kind.ts';
import { readExperiment, readMonkey, readWorld } from '../../documents/read.ts';
import { Failure } from '../failure.ts';
import type { Io } from '../io.ts';
import { type Format, printed } from '../screen/output.ts';
import { plainAll } from '../text/plain.ts';
import { table } from '../text/table.ts';
import { filesOf } from './find-files.ts';

export interface FileListOptions {
  readonly output: Format;
  readonly in?: string;
  readonly limit?: number;
}

interface Listed {
  readonly name: string;
  readonly title: string;
  readonly file: string;
  /** How many problems `squall validate` finds. */
  readonly problems: number;
}

const builtIn = fileURLToPath(new URL('../../../templates', import.meta.url));

export const listExperiments = (io: Io, options: FileListOptions): Promise<void> =>
  list(io, 'Experiment', options, (file) => {
    const document = readExperiment(file);
    return 'problems' in document ? document.problems.length : document.experiment.metadata;
  });

export const listDrills = (io: Io, options: FileListOptions): Promise<void> =>
  list(io, 'Drill', options, (file) => {
    const document = readExperiment(file);
    return 'problems' in document ? document.problems.length : document.experiment.metadata;
  });

export const listWorlds = (io: Io, options: FileListOptions): Promise<void> =>
  list(io, 'World', options, (file) => {
    const document = readWorld(file);
    return 'problems' in document ? document.problems.length : document.world.metadata;
  });

export const listMonkeys = (io: Io, options: FileListOptions): Promise<void> =>
  list(io, 'Monkey', options, (file) => {
    const document = readMonkey(file);
    return 'problems' in document ? document.problems.length : document.monkey.metadata;
  });

type Read = (file: string) => number | { readonly name: string; readonly title: string };

async function list(io: Io, kind: Kind, { output, in: given, limit }: FileListOptions, read: Read): Promise<void> {
  const directory = given ?? builtIn;
  if (!existsSync(directory)) throw new Failure(`there is no directory ${directory}`);
  const files = filesOf(kind, resolve(directory)).slice(0, limit);
  const listed: Listed[] = [];
  for (const path of files) {
    const found = read(path);
    const file = relative('.', path);
    listed.push(
      typeof found === 'number'
        ? { name: '', title: '', file, problems: found }
        : { name: found.name, title: found.title, file, problems: 0 },
    );
  }
  listed.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  if (await printed(io, output, listed)) return;
  const columns = ['name', 'title', 'file'].map((title) => ({ title }));
  const rows = plainAll(listed).map(({ name, title, file, problems }) => [
    problems > 0 ? io.colours.red('invalid') : name,
    problems > 0 ? `squall validate says why` : title,
    file,
  ]);
  for (const line of table(columns, rows, io.colours.dim)) io.out(line);
}
