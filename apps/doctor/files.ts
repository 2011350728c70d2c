/** Experiment files here: whether each is valid, and its stop conditions are worth the name in the world that it names. */
import { existsSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { filesOf } from '../cli/lists/find-files.ts';
import { count } from '../cli/text/numbers.ts';
import { readExperiment, readExperimentWithWorld } from '../documents/read.ts';
import { stopConditionsOf } from '../documents/stop-conditions.ts';
import type { Checked } from './checked.ts';

export function checkFiles(directory: string): readonly Checked[] {
  if (!existsSync(directory))
    return [{ check: 'experiments', state: 'ill', says: `there is no directory ${directory}` }];
  const files = filesOf('Experiment', resolve(directory));
  const found = files.flatMap((file) => checkFile(file, relative('.', file)));
  const ill = new Set(found.filter(({ state }) => state === 'ill').map(({ file }) => file));
  const sound = files.length - ill.size;
  return [
    ...found.map(({ state, says }) => ({ check: 'experiments', state, says })),
    files.length === 0
      ? {
          check: 'experiments',
          state: 'odd',
          says: `there is no experiment file in ${directory}: --in says where they are`,
        }
      : {
          check: 'experiments',
          state: 'well',
          says: `${count(sound, 'experiment file')} of ${files.length} could be rehearsed`,
        },
  ];
}

function checkFile(path: string, file: string): readonly (Omit<Checked, 'check'> & { readonly file: string })[] {
  const alone = readExperiment(path);
  if ('problems' in alone)
    return [
      {
        file,
        state: 'ill',
        says: `${file} has ${count(alone.problems.length, 'problem')}: squall validate says which`,
      },
    ];
  if (alone.experiment.world === undefined)
    return [{ file, state: 'odd', says: `${file} names no world: it can be run in AWS, and not be rehearsed` }];
  const document = readExperimentWithWorld(path);
  if ('problems' in document)
    return [
      {
        file,
        state: 'ill',
        says: `${file}: its world has ${count(document.problems.length, 'problem')}: squall validate says which`,
      },
    ];
  const { problems, warnings } = stopConditionsOf(document);
  return [
    ...problems.map(({ message }) => ({ file, state: 'ill' as const, says: `${file}: ${message}` })),
    ...warnings.map(({ message }) => ({ file, state: 'odd' as const, says: `${file}: ${message}` })),
  ];
}
