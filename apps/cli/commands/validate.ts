/** `squall validate`: every problem of every file. Writes nothing. */
import { type DocumentProblem, formatProblem, readDocument, readExperimentWithWorld } from '../../documents/read.ts';
import { exitCodes } from '../exit-code.ts';
import type { Io } from '../io.ts';
import { type Format, printed } from '../screen/output.ts';
import { count } from '../text/numbers.ts';
import { plain, plainLines } from '../text/plain.ts';

export interface ValidateOptions {
  readonly output: Format;
}

interface Checked {
  readonly file: string;
  /** Null for a file that has problems. */
  readonly kind: 'Experiment' | 'World' | null;
  readonly name: string | null;
  readonly problems: readonly DocumentProblem[];
}

export async function execute(io: Io, files: readonly string[], options: ValidateOptions): Promise<number> {
  const checked = files.map(check);
  const wrong = checked.flatMap(({ problems }) => problems);
  if (!(await printed(io, options.output, checked))) {
    for (const { file, kind, name, problems } of checked) {
      for (const problem of problems) io.err(plainLines(formatProblem(problem)));
      if (problems.length === 0)
        io.out(`${io.colours.green('✔')} ${plain(file)}  ${io.colours.dim(`${kind ?? ''} ${plain(name ?? '')}`)}`);
    }
    const bad = checked.filter(({ problems }) => problems.length > 0).length;
    if (bad > 0) io.err(`${count(wrong.length, 'problem')} in ${bad} of ${count(files.length, 'file')}`);
  }
  return wrong.length === 0 ? exitCodes.held : exitCodes.invalid;
}

/** An experiment is checked together with the world that it names. */
function check(file: string): Checked {
  const alone = readDocument(file);
  const complete = 'problems' in alone || alone.kind === 'World' || alone.experiment.world === undefined;
  const document = complete ? alone : readExperimentWithWorld(file);
  if ('problems' in document) return { file, kind: null, name: null, problems: document.problems };
  const { metadata } = document.kind === 'Experiment' ? document.experiment : document.world;
  return { file, kind: document.kind, name: metadata.name, problems: [] };
}
