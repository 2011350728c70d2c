/** The templates' experiments with their worlds, read without the checks of `apps/documents`. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { type Experiment, experiment } from '../../core/experiment/schema/experiment.ts';
import { type World, world } from '../../core/world/schema.ts';

export function drill(name: string): { experiment: Experiment; world: World } {
  const folder = join(import.meta.dirname, '..', '..', 'templates', 'experiments', name);
  const definition = experiment.parse(parse(readFileSync(join(folder, 'experiment.yaml'), 'utf8')));
  return { experiment: definition, world: world.parse(parse(readFileSync(join(folder, definition.world!), 'utf8'))) };
}

/** What `startLocalRun` needs besides, for a run that costs no time. */
export const quickly = {
  parameters: {},
  seed: 7,
  speed: 'max',
  traffic: 'closed-form',
  startedBy: 'a test',
} as const;
