/** The experiment whose processes are killed, and the world as it is before anything is done to it. */
import { join } from 'node:path';
import { compileWorld } from '../../../adapters/simulated/compile-world.ts';
import { readExperimentWithWorld } from '../../../apps/documents/read.ts';
import type { CloudResource } from '../../../simulator/cloud.ts';
import { createCloud } from '../../../simulator/create-cloud.ts';

const file = join(import.meta.dirname, 'experiment.yaml');
/** Instances are named by it, so that worlds can be compared. */
const seed = 7;

const closedForm = ['--seed', String(seed), '--traffic', 'closed-form'];
/** At a pace at which waiting takes about as long as starting, so that every phase has some of the life. */
const pace = ['--speed', '300'];

export const pacedRun = (directory: string): readonly string[] => [
  ...['run', file, '--local', '--yes', '--json'],
  ...closedForm,
  ...pace,
  ...['--directory', directory],
];

export function worldBefore(): readonly CloudResource[] {
  const read = readExperimentWithWorld(file);
  if ('problems' in read) throw new Error(JSON.stringify(read.problems));
  return createCloud({ model: compileWorld({ ...read.world, traffic: 'closed-form' }), seed }).resources();
}
