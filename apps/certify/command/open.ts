/** The platform that a command line means, ready to be certified. */
import type { StoredDefinition } from '../../../core/ports/definitions.ts';
import { certificationExperiments } from '../../../lib/configuration/certification.ts';
import { exitCodes } from '../../cli/exit-code.ts';
import { Failure } from '../../cli/failure.ts';
import type { Io } from '../../cli/io.ts';
import type { Rig } from '../rig.ts';
import type { CertifyOptions } from './options.ts';

export interface Opened {
  readonly rig: Rig;
  readonly definitions: readonly StoredDefinition[];
  /** Who certifies, for the record. */
  by(io: Io): string;
}

/** What the other one needs is not loaded. @throws Failure for a directory that another process drives */
export async function open(options: CertifyOptions, { id, seed }: { id: string; seed: number }): Promise<Opened> {
  const { aws, directory } = options;
  if (aws) {
    const { openAwsRig } = await import('../aws/open.ts');
    const { rig, caller } = await openAwsRig(options, seed);
    return { rig, definitions: certificationExperiments(rig.place), by: () => caller };
  }
  const { openLocalRig } = await import('../local/open.ts');
  try {
    const rig = await openLocalRig({ directory, seed, timeline: id });
    return { rig, definitions: certificationExperiments(rig.place), by: ({ person }) => person };
  } catch (error) {
    if ((error as Error).name !== 'PlatformBusy') throw error;
    throw new Failure(`not injecting: platform: ${(error as Error).message}`, exitCodes.refused);
  }
}
