/** `squall validate`: every problem of every file. Writes nothing. */
import { type DocumentProblem, formatProblem, readExperimentWithWorld, readWorld } from '../../documents/read.ts';
import { exitCodes } from '../exit-code.ts';
import type { Io } from '../io.ts';
import { kindOf } from '../run/documents.ts';
import { type Format, printed } from '../screen/output.ts';
import { count } from '../text/numbers.ts';
import { plain, plainLines } from '../text/plain.ts';

export interface ValidateOptions {
  readonly output: Format;
}

interface Checked {
  readonly file: string;
  readonly kind: 'Experiment' | 'World';
  readonly name: string | null;
  readonly problems: readonly DocumentProblem[];
}

export async function execute(io: Io, files: readonly string[], options: ValidateOptions): Promise<number> {
  const checked = await Promise.all(files.map(check));
  const wrong = checked.flatMap(({ problems }) => problems);
  if (!(await printed(io, options.output, checked))) {
    for (const { file, kind, name, problems } of checked) {
      for (const problem of problems) io.err(plainLines(formatProblem(problem)));
      if (problems.length === 0)
        io.out(`${io.colours.green('✔')} ${plain(file)}  ${io.colours.dim(`${kind} ${plain(name ?? '')}`)}`);
    }
    const bad = checked.filter(({ problems }) => problems.length > 0).length;
    if (bad > 0) io.err(`${count(wrong.length, 'problem')} in ${bad} of ${count(files.length, 'file')}`);
  }
  return wrong.length === 0 ? exitCodes.held : exitCodes.invalid;
}

async function check(file: string): Promise<Checked> {
  const kind = known(file);
  const document = kind === 'World' ? await readWorld(file) : await readExperimentWithWorld(file);
  if ('problems' in document) return { file, kind, name: null, problems: document.problems };
  const { metadata } = 'experiment' in document ? document.experiment : document.world;
  return { file, kind, name: metadata.name, problems: [] };
}

/** A file that cannot be opened is the reader's to explain. */
function known(file: string): 'Experiment' | 'World' {
  try {
    return kindOf(file) ?? 'Experiment';
  } catch {
    return 'Experiment';
  }
}
