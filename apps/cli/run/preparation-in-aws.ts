/** From a file or a name, and flags, to all that a plan or a run in AWS takes. */
import { existsSync } from 'node:fs';
import type { Experiment } from '../../../core/experiment/schema/experiment.ts';
import { refuse } from '../../../core/history/refusal.ts';
import { placedIn } from '../../../core/rollout/placed.ts';
import type { Calendar } from '../../../core/schedule/calendar.ts';
import { type Deployed, deployedAs, type RemotePlan, type RemotePlatform } from '../../aws/platform.ts';
import { definitionAt } from '../../calendar/definition.ts';
import { type ExperimentDocument, formatProblem, readExperiment } from '../../documents/read.ts';
import { Failure } from '../failure.ts';
import { type ParameterValues, parametersOf } from './parameters.ts';
import { forcedOf, type PreparationOptions, seedOf } from './preparation.ts';

/** What was typed: a file, which must be sound before anything is asked of AWS, or the name of what is deployed. */
export type Given = { readonly document: ExperimentDocument } | { readonly name: string };

export interface PreparedInAws {
  readonly experiment: Experiment;
  readonly definitionHash: string;
  readonly parameters: ParameterValues;
  readonly seed: number;
  readonly deployed: Deployed;
  /** Number of a stage of the rollout. The furthest that may be run when missing. */
  readonly stage?: number | undefined;
  readonly calendar?: Calendar | undefined;
  /** Why a drill goes on whatever its pre-checks say. */
  readonly forcePrecheck?: string;
}

const name = /^[a-z][a-z0-9-]*$/;

/** @throws Failure with every problem of the file */
export function given(typed: string): Given {
  if (name.test(typed) && !existsSync(typed)) return { name: typed };
  const document = readExperiment(typed);
  if ('problems' in document) throw new Failure(document.problems.map(formatProblem).join('\n'));
  return { document };
}

/** @throws Failure for a name that is not deployed */
export async function prepareInAws(
  what: Given,
  options: PreparationOptions,
  remote: RemotePlatform,
): Promise<PreparedInAws> {
  const wanted = 'name' in what ? what.name : what.document.experiment.metadata.name;
  const stored = await remote.definition(wanted);
  if ('name' in what && !stored) throw await notDeployed(wanted, remote);
  const experiment = 'name' in what ? stored!.experiment : placed(what.document.experiment, remote);
  const deployed = deployedAs(experiment, stored);
  // A run goes by the days that were deployed; what is not deployed is planned as it would be.
  const { hash, calendar } = deployed.same && stored ? stored : definitionAt(experiment, Date.now());
  return {
    experiment,
    definitionHash: hash,
    parameters: parametersOf(experiment, options.param),
    seed: seedOf(options),
    deployed,
    calendar,
    stage: options.rolloutStage,
    ...forcedOf(options),
  };
}

/** A file stands for every environment that its rollout names; what is for none of them is refused by its environment. */
const placed = (experiment: Experiment, { deployment }: RemotePlatform): Experiment =>
  placedIn(experiment, deployment.stage) ?? experiment;

async function notDeployed(wanted: string, { definitions, deployment }: RemotePlatform): Promise<Failure> {
  const names = (await definitions()).map(({ experiment }) => experiment.metadata.name);
  const there = names.length === 0 ? 'none is' : `deployed are ${names.join(', ')}`;
  return new Failure(
    `there is no file ${wanted}, and no experiment ${wanted} is deployed as squall-${deployment.stage} in ${deployment.region}: ${there}`,
  );
}

export type PlannedInAws = Exclude<RemotePlan, { readonly problems: unknown }>;

/** @param agreed hash of a plan that must still be the plan, or its beginning. @throws Failure for parameters that make no plan */
export async function planInAws(
  what: Given,
  prepared: PreparedInAws,
  remote: RemotePlatform,
  agreed?: string,
): Promise<PlannedInAws> {
  const { experiment: definition, definitionHash, parameters, seed, calendar, stage, forcePrecheck } = prepared;
  const request = { definition, definitionHash, parameters, seed, calendar, stage, forcePrecheck };
  const planned = await remote.plan(request, agreed);
  if (!('problems' in planned)) return planned;
  const told = planned.problems.map((each) =>
    'document' in what ? formatProblem(what.document.locate(each)) : each.message,
  );
  throw new Failure(told.join('\n'));
}

/** What is not deployed cannot be started. */
export const undeployed = ({ same, says }: Deployed) =>
  same ? [] : [refuse('deployed', `${says}: cdk deploy it first`)];
