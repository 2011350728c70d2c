/** From a file and flags to all that a plan or a run takes; problems are told on stderr. */
import { randomInt } from 'node:crypto';
import { resolveParameters } from '../../../core/experiment/resolve.ts';
import type { Experiment } from '../../../core/experiment/schema/experiment.ts';
import type { World } from '../../../core/world/schema.ts';
import { formatProblem, readExperimentWithWorld } from '../../documents/read.ts';
import { Failure } from '../failure.ts';
import { type ParameterValues, parametersOf } from './parameters.ts';

export interface PreparationOptions {
  readonly seed?: number;
  readonly param?: readonly string[];
  readonly traffic?: 'requests' | 'closed-form';
}

export interface Prepared {
  readonly experiment: Experiment;
  readonly world: World;
  readonly parameters: ParameterValues;
  readonly seed: number;
  readonly traffic?: 'requests' | 'closed-form';
}

const largestSeed = 1_000_000;

/** A random one can be typed. */
export const seedOf = ({ seed }: PreparationOptions): number => seed ?? randomInt(1, largestSeed);

/** Reads, and writes nothing. @throws Failure with every problem of the files and the parameters. */
export function prepare(file: string, options: PreparationOptions): Prepared {
  const document = readExperimentWithWorld(file);
  if ('problems' in document) throw new Failure(document.problems.map(formatProblem).join('\n'));
  const { experiment, world } = document;
  const seed = seedOf(options);
  const parameters = parametersOf(experiment, options.param);
  const zones = world.regions[0]?.zones ?? [];
  const resolved = resolveParameters(experiment, parameters, { seed, zones });
  if (!resolved.ok)
    throw new Failure(resolved.problems.map((found) => formatProblem(document.locate(found))).join('\n'));
  return { experiment, world, parameters, seed, ...(options.traffic && { traffic: options.traffic }) };
}
