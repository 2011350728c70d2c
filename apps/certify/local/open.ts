/** The rehearsal's rig: the world beside the templates, and the experiments as they stand in their files. */
import { fileURLToPath } from 'node:url';
import { certificationExperiments, rehearsal } from '../../../lib/configuration/certification.ts';
import { formatProblem, readWorld } from '../../documents/read.ts';
import type { Rig } from '../rig.ts';
import { type LocalRigOptions, localRig } from './rig.ts';

const file = fileURLToPath(new URL('../../../templates/worlds/sample-fleet.yaml', import.meta.url));

/** @throws PlatformBusy */
export function openLocalRig(options: Omit<LocalRigOptions, 'world' | 'definitions'>): Promise<Rig> {
  const read = readWorld(file);
  if ('problems' in read) throw new Error(read.problems.map(formatProblem).join('\n'));
  return localRig({ ...options, world: read.world, definitions: certificationExperiments(rehearsal) });
}
