/** FIS experiments, found again and read in the platform's words. */
import {
  type Experiment,
  type FisClient,
  GetExperimentCommand,
  paginateListExperimentResolvedTargets,
  paginateListExperiments,
  StopExperimentCommand,
} from '@aws-sdk/client-fis';
import { type FaultObservation, type FaultReference, type FaultState, isActive } from '../../core/ports/faults.ts';
import { failureOf, isFailure } from './errors.ts';
import { faultTags } from './fault-tags.ts';

/** `cancelled`: the safety lever turned the start away. `skipped` is an action that had nothing to do. */
const states: Readonly<Record<string, FaultState>> = {
  pending: 'pending',
  initiating: 'pending',
  running: 'running',
  completed: 'completed',
  skipped: 'completed',
  stopping: 'stopping',
  stopped: 'stopped',
  failed: 'failed',
  cancelled: 'failed',
};

/** A state that this version does not know counts as running: it is then stopped and looked at again. */
export const stateOf = (status: string | undefined): FaultState => states[status ?? ''] ?? 'running';

/** By id, or by the token that it carries as a tag. Undefined: there is none. */
export async function findExperiment(
  client: FisClient,
  { externalId, token }: FaultReference,
): Promise<Experiment | undefined> {
  if (externalId !== undefined) return getExperiment(client, externalId);
  for await (const { experiments = [] } of paginateListExperiments({ client, pageSize: 100 }, {}))
    for (const { id, tags = {} } of experiments)
      if (id !== undefined && tags[faultTags.token] === token) return getExperiment(client, id);
  return undefined;
}

/** Those that run in the client's account and Region, whoever started them. @throws ServiceFailure */
export async function activeExperiments(client: FisClient): Promise<number> {
  let active = 0;
  for await (const { experiments = [] } of paginateListExperiments({ client, pageSize: 100 }, {}))
    active += experiments.filter(({ state }) => isActive(stateOf(state?.status))).length;
  return active;
}

async function getExperiment(client: FisClient, id: string): Promise<Experiment | undefined> {
  try {
    return (await client.send(new GetExperimentCommand({ id }))).experiment;
  } catch (error) {
    const failure = failureOf(error, 'GetExperiment');
    if (isFailure(failure, 'NotFound')) return undefined;
    throw failure;
  }
}

/**
 * One that has ended is left alone. FIS takes no reason: the run's cause is in its history.
 * @returns whether there is one at all
 */
export async function stopExperiment(client: FisClient, fault: FaultReference): Promise<boolean> {
  const experiment = await findExperiment(client, fault);
  if (!experiment) return false;
  const state = stateOf(experiment.state?.status);
  if (!isActive(state) || state === 'stopping') return true;
  try {
    await client.send(new StopExperimentCommand({ id: experiment.id }));
  } catch (error) {
    const now = await findExperiment(client, fault);
    // It may have ended between the look and the call.
    if (now && isActive(stateOf(now.state?.status))) throw failureOf(error, 'StopExperiment');
  }
  return true;
}

/** With the resources that FIS itself says the targets came to; those named by ARN until it says. */
export async function observationOf(client: FisClient, experiment: Experiment): Promise<FaultObservation> {
  const { id = '', state, actions = {}, targets = {} } = experiment;
  const resolved = await resolvedTargets(client, id);
  const arnsOf = (name: string) => resolved.get(name) ?? targets[name]?.resourceArns ?? [];
  const reason = [state?.reason, errorOf(state)].filter(Boolean).join(': ');
  return {
    state: stateOf(state?.status),
    ...(reason && { reason }),
    externalId: id,
    actions: Object.entries(actions).map(([stepId, action]) => ({
      stepId,
      state: stateOf(action.state?.status),
      targets: [...new Set(Object.values(action.targets ?? {}).flatMap(arnsOf))].sort(),
    })),
  };
}

async function resolvedTargets(
  client: FisClient,
  experimentId: string,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const found = new Map<string, string[]>();
  const pages = paginateListExperimentResolvedTargets({ client, pageSize: 100 }, { experimentId });
  for await (const { resolvedTargets: resolved = [] } of pages)
    for (const { targetName = '', targetInformation = {} } of resolved)
      if (targetInformation.arn) found.set(targetName, [...(found.get(targetName) ?? []), targetInformation.arn]);
  return found;
}

/** Newer than this client's own types: why an experiment failed. */
function errorOf(state: object | undefined): string | undefined {
  const { error } = (state ?? {}) as { readonly error?: { readonly code?: string; readonly location?: string } };
  return error && [error.code, error.location].filter(Boolean).join(' at ');
}
