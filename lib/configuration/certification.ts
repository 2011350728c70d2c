/**
 * The experiments of `squall certify`, as a deployment stores them. Their files are written
 * for the rehearsal, and what follows from the stage there follows from it here.
 */
import { join } from 'node:path';
import type { Experiment } from '../../core/experiment/schema/experiment.ts';
import { definitionHash } from '../../core/plan/definition-hash.ts';
import type { StoredDefinition } from '../../core/ports/definitions.ts';
import { compileExperiments } from './experiments.ts';
import { names } from './names.ts';

const folder = join(import.meta.dirname, '../../templates/certification');

/** The stage and the Region that the files are written for. */
export const rehearsal = { stage: 'rehearsal', region: 'eu-central-1' } as const;

export type CertificationPlace = Readonly<Record<keyof typeof rehearsal, string>>;

/** Sorted by name. @throws InvalidConfiguration when a file has problems, or the folder is missing */
export const certificationExperiments = (place: CertificationPlace): readonly StoredDefinition[] =>
  compileExperiments(folder, rehearsal.stage).map(({ experiment, ...rest }) => {
    const placed = placedIn(experiment, place);
    return { ...rest, hash: definitionHash(placed), experiment: placed };
  });

/** Where the experiment takes a Region as a parameter, the deployed one is its default. */
function placedIn(experiment: Experiment, { stage, region }: CertificationPlace): Experiment {
  const renamed = replaced(experiment, names.prefix(rehearsal.stage), names.prefix(stage)) as Experiment;
  const parameters = Object.entries(renamed.parameters ?? {}).map(([name, parameter]) => [
    name,
    parameter.type === 'region' ? { ...parameter, default: region } : parameter,
  ]);
  return { ...renamed, environment: stage, parameters: Object.fromEntries(parameters) };
}

function replaced(value: unknown, from: string, to: string): unknown {
  if (typeof value === 'string') return value.replaceAll(from, to);
  if (Array.isArray(value)) return value.map((inner) => replaced(inner, from, to));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, replaced(inner, from, to)]));
}
