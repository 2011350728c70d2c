/** `squall validate`: every problem of every file. Writes nothing. */
import { exampleOf } from '../../../core/monkey/example.ts';
import type { Kind } from '../../../core/validation/kind.ts';
import {
  type DocumentProblem,
  formatProblem,
  readDocument,
  readExperimentWithWorld,
  readMonkeyWithWorld,
} from '../../documents/read.ts';
import { stopConditionsOf } from '../../documents/stop-conditions.ts';
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
  readonly kind: Kind | null;
  readonly name: string | null;
  readonly problems: readonly DocumentProblem[];
  /** What to think about, and what refuses nothing. */
  readonly warnings: readonly DocumentProblem[];
}

export async function execute(io: Io, files: readonly string[], options: ValidateOptions): Promise<number> {
  const checked = files.map(check);
  const wrong = checked.flatMap(({ problems }) => problems);
  if (!(await printed(io, options.output, checked))) {
    for (const { file, kind, name, problems, warnings } of checked) {
      for (const problem of problems) io.err(plainLines(formatProblem(problem)));
      for (const warning of warnings) io.err(`${io.errorColours.yellow('!')} ${plainLines(formatProblem(warning))}`);
      if (problems.length === 0)
        io.out(`${io.colours.green('✔')} ${plain(file)}  ${io.colours.dim(`${kind ?? ''} ${plain(name ?? '')}`)}`);
    }
    const bad = checked.filter(({ problems }) => problems.length > 0).length;
    if (bad > 0) io.err(`${count(wrong.length, 'problem')} in ${bad} of ${count(files.length, 'file')}`);
  }
  return wrong.length === 0 ? exitCodes.held : exitCodes.invalid;
}

/** An experiment or a monkey is checked together with the world that it names, and its stop conditions against the alarms there. */
function check(file: string): Checked {
  const document = readDocument(file);
  if ('problems' in document) return { ...unsound(file), problems: document.problems };
  if (document.kind === 'World') return { ...sound(file), kind: 'World', name: document.world.metadata.name };
  if (document.kind === 'Monkey') {
    const { world, metadata } = document.monkey;
    if (world === undefined) return { ...sound(file), kind: 'Monkey', name: metadata.name };
    const rehearsal = readMonkeyWithWorld(file);
    if ('problems' in rehearsal) return { ...unsound(file), problems: rehearsal.problems };
    // Every kill of it has the same alarms.
    const found = stopConditionsOf({ ...rehearsal, kind: 'Experiment', experiment: exampleOf(document.monkey, 0) });
    return found.problems.length > 0
      ? { ...unsound(file), ...found }
      : { ...sound(file), kind: 'Monkey', name: metadata.name, ...found };
  }
  const { name } = document.experiment.metadata;
  const { kind } = document;
  if (document.experiment.world === undefined) return { ...sound(file), kind, name };
  const rehearsal = readExperimentWithWorld(file);
  if ('problems' in rehearsal) return { ...unsound(file), problems: rehearsal.problems };
  const found = stopConditionsOf(rehearsal);
  return found.problems.length > 0 ? { ...unsound(file), ...found } : { ...sound(file), kind, name, ...found };
}

const sound = (file: string) => ({ file, problems: [], warnings: [] });
const unsound = (file: string) => ({ file, kind: null, name: null, warnings: [] });
