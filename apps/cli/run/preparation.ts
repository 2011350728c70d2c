/** From a file and flags to all that a plan or a run takes; problems are told on stderr. */
import { randomInt } from 'node:crypto';
import { resolveParameters } from '../../../core/experiment/resolve.ts';
import type { Experiment } from '../../../core/experiment/schema/experiment.ts';
import { environmentsOf, placedIn } from '../../../core/rollout/placed.ts';
import type { World } from '../../../core/world/schema.ts';
import { formatProblem, readExperimentWithWorld } from '../../documents/read.ts';
import { Failure } from '../failure.ts';
import { type ParameterValues, parametersOf } from './parameters.ts';

export interface PreparationOptions {
  readonly seed?: number;
  readonly param?: readonly string[];
  readonly traffic?: 'requests' | 'closed-form';
  /** Rehearsed as if the world were this environment, which the rollout names. On this machine alone. */
  readonly environment?: string;
  readonly rolloutStage?: number;
  /** Why a drill goes on whatever its pre-checks say. */
  readonly forcePrecheck?: string;
}

export interface Prepared {
  readonly experiment: Experiment;
  readonly world: World;
  readonly parameters: ParameterValues;
  readonly seed: number;
  readonly traffic?: 'requests' | 'closed-form';
  /** Number of a stage of the rollout. The furthest that may be run when missing. */
  readonly stage?: number;
  /** Why a drill goes on whatever its pre-checks say. */
  readonly forcePrecheck?: string;
}

const largestSeed = 1_000_000;

/** A random one can be typed. */
export const seedOf = ({ seed }: PreparationOptions): number => seed ?? randomInt(1, largestSeed);

/** @throws Failure for a reason that is none */
export function forcedOf({ forcePrecheck }: PreparationOptions): Pick<PreparationOptions, 'forcePrecheck'> {
  if (forcePrecheck === undefined) return {};
  const reason = forcePrecheck.trim();
  if (reason === '' || reason.length > 500)
    throw new Failure('--force-precheck takes the reason, in 1 to 500 letters: it is recorded with your name');
  return { forcePrecheck: reason };
}

/** Reads, and writes nothing. @throws Failure with every problem of the files and the parameters. */
export function prepare(file: string, options: PreparationOptions): Prepared {
  const document = readExperimentWithWorld(file);
  if ('problems' in document) throw new Failure(document.problems.map(formatProblem).join('\n'));
  const { experiment, world } = inEnvironment(document, options.environment);
  const seed = seedOf(options);
  const parameters = parametersOf(experiment, options.param);
  const zones = world.regions[0]?.zones ?? [];
  const resolved = resolveParameters(experiment, parameters, { seed, zones });
  if (!resolved.ok)
    throw new Failure(resolved.problems.map((found) => formatProblem(document.locate(found))).join('\n'));
  return {
    experiment,
    world,
    parameters,
    seed,
    ...(options.traffic && { traffic: options.traffic }),
    ...(options.rolloutStage !== undefined && { stage: options.rolloutStage }),
    ...forcedOf(options),
  };
}

type Rehearsed = Pick<Prepared, 'experiment' | 'world'>;

/**
 * One file and one world for all stages of a rollout: the world plays the environment that is
 * rehearsed. @throws Failure for one that the experiment is not for
 */
function inEnvironment({ experiment, world }: Rehearsed, environment: string | undefined): Rehearsed {
  if (environment === undefined) return { experiment, world };
  const placed = placedIn(experiment, environment);
  if (placed) return { experiment: placed, world: { ...world, environment } };
  const known = environmentsOf(experiment).join(', ');
  throw new Failure(
    `--environment says ${environment}, and the experiment is for ${known}: name one of those, or add a stage to its rollout`,
  );
}
