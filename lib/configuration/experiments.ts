/** The experiment files of a deployment, compiled: checked, and under their hash. */
import { readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { definitionAt } from '../../apps/calendar/definition.ts';
import { formatProblem, readExperiment } from '../../apps/documents/read.ts';
import type { StoredDefinition } from '../../core/ports/definitions.ts';
import { placedIn } from '../../core/rollout/placed.ts';
import { InvalidConfiguration } from './read.ts';

/**
 * Every `experiment.yaml` and `drill.yaml` below the folder whose `environment` is the stage, or whose rollout
 * names it, sorted by name. A file of the stage's own goes before one for several stages.
 * Files for other stages are checked and left out.
 * @param at holidays are resolved to days around it. Default: now
 * @throws InvalidConfiguration for a folder that cannot be read, a file with problems, or a name that stands twice
 */
export function compileExperiments(folder: string, stage: string, at = Date.now()): readonly StoredDefinition[] {
  const files = experimentFiles(folder);
  const problems: string[] = [];
  const found = new Map<string, Found>();
  for (const file of files) {
    const read = readExperiment(file);
    if ('problems' in read) {
      problems.push(...read.problems.map(formatProblem));
      continue;
    }
    const experiment = placedIn(read.experiment, stage);
    if (!experiment) continue;
    const { name } = experiment.metadata;
    const own = read.experiment.environment === stage;
    const other = found.get(name);
    if (other?.own === own)
      problems.push(`${file}:1:1: metadata.name: found "${name}", which is also ${relative('', other.file)}`);
    if (!other?.own || own) found.set(name, { file, own, definition: definitionAt(experiment, at) });
  }
  if (problems.length > 0) throw new InvalidConfiguration(problems.join('\n'));
  return [...found.values()]
    .map(({ definition }) => definition)
    .sort((a, b) => (a.experiment.metadata.name < b.experiment.metadata.name ? -1 : 1));
}

interface Found {
  readonly file: string;
  /** Written for the stage itself. */
  readonly own: boolean;
  readonly definition: StoredDefinition;
}

/** Of files that a deployment runs; a drill is the experiment that it becomes. */
const names: readonly string[] = ['experiment.yaml', 'drill.yaml'];

function experimentFiles(folder: string): readonly string[] {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && names.includes(entry.name))
      .map((entry) => join(entry.parentPath, entry.name))
      .sort();
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? String(error);
    throw new InvalidConfiguration(`experiments: found "${folder}", which cannot be read (${code}); allowed: a folder`);
  }
}
