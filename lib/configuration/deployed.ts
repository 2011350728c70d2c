/** The experiments that a deployment stores: those of its folder, and with a sample fleet those that certify on it. */
import type { StoredDefinition } from '../../core/ports/definitions.ts';
import { certificationExperiments } from './certification.ts';
import { compileExperiments } from './experiments.ts';
import { InvalidConfiguration } from './read.ts';
import type { Configuration } from './schema.ts';

/** Sorted by name. @throws InvalidConfiguration, also for a name that the certification has taken */
export function deployedExperiments(
  configuration: Pick<Configuration, 'experiments' | 'stage' | 'region' | 'sampleFleet'>,
): readonly StoredDefinition[] {
  const own = compileExperiments(configuration.experiments, configuration.stage);
  if (!configuration.sampleFleet) return own;
  const certifying = certificationExperiments(configuration);
  const taken = new Set(certifying.map(nameOf));
  const twice = own.map(nameOf).find((name) => taken.has(name));
  if (twice !== undefined)
    throw new InvalidConfiguration(
      `experiments: found "${twice}", which is an experiment of the sample fleet's certification; allowed: another name, or sampleFleet: false`,
    );
  return [...own, ...certifying].sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
}

const nameOf = ({ experiment }: StoredDefinition): string => experiment.metadata.name;
