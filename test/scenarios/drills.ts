/** The drills of templates/drills, as their folders have them. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readExperimentWithWorld } from '../../apps/documents/read.ts';

const folder = join(import.meta.dirname, '../../templates/drills');

/** Names of all, sorted. */
export const drills: readonly string[] = readdirSync(folder).sort();

/** @param file beside the drill's own. @throws Error with every problem of the files. */
export function drillScenario(name: string, file = 'drill.yaml') {
  const document = readExperimentWithWorld(join(folder, name, file));
  if ('problems' in document) throw new Error(document.problems.map(({ message }) => message).join('\n'));
  const { experiment, world } = document;
  return { experiment, world, parameters: {}, seed: 3, startedBy: 'a test' } as const;
}

export const drillReadme = (name: string): string => readFileSync(join(folder, name, 'README.md'), 'utf8');
