/** The monkeys of templates/monkeys that go by an experiment of their own. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readExperimentWithWorld } from '../../apps/documents/read.ts';

const folder = join(import.meta.dirname, '../../templates/monkeys');

/** @throws Error with every problem of the files. */
export function monkeyScenario(name: string) {
  const document = readExperimentWithWorld(join(folder, name, 'experiment.yaml'));
  if ('problems' in document) throw new Error(document.problems.map(({ message }) => message).join('\n'));
  const { experiment, world } = document;
  return { experiment, world, parameters: {}, seed: 7, startedBy: 'a test' } as const;
}

export const monkeyReadme = (name: string): string => readFileSync(join(folder, name, 'README.md'), 'utf8');
