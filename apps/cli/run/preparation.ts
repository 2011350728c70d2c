/** From a file and flags to all that a plan or a run takes; problems are told on stderr. */
import { randomInt } from 'node:crypto';
import { resolveParameters } from '../../../core/experiment/resolve.ts';
import type { Experiment } from '../../../core/experiment/schema/experiment.ts';
import type { World } from '../../../core/world/schema.ts';
import { formatProblem, readExperimentWithWorld } from '../../documents/read.ts';
import { Failure } from '../failure.ts';
import { type ParameterValues, parametersOf } from './parameters.ts';

export interface PreparationOptions {
  readonly aws?: true;
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

/** No configuration turns a rehearsal into the real thing; this version has no real thing. */
export function mustBeLocal({ aws }: { readonly aws?: true }): void {
  if (aws) throw new Failure('this version only rehearses locally, on a simulated cloud: leave --aws out');
}

/** Reads, and writes nothing. @throws Failure with every problem of the files and the parameters. */
export function prepare(file: string, options: PreparationOptions): Prepared {
  mustBeLocal(options);
  const document = readExperimentWithWorld(file);
  if ('problems' in document) throw new Failure(document.problems.map(formatProblem).join('\n'));
  const { experiment, world } = document;
  const seed = options.seed ?? randomInt(1, largestSeed);
  const parameters = parametersOf(experiment, options.param);
  const zones = world.regions[0]?.zones ?? [];
  const resolved = resolveParameters(experiment, parameters, { seed, zones });
  if (!resolved.ok)
    throw new Failure(resolved.problems.map((found) => formatProblem(document.locate(found))).join('\n'));
  return { experiment, world, parameters, seed, ...(options.traffic && { traffic: options.traffic }) };
}
