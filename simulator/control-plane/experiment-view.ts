/** Experiments as their callers see them. What an action has asked for and is not there yet is pending. */
import type { ExperimentState } from '../cloud.ts';
import { faultOf } from '../faults/registry.ts';
import type { ExperimentRecord } from './experiment-record.ts';
import type { Plane } from './plane.ts';

export function viewOf(plane: Plane, experiment: ExperimentRecord): ExperimentState {
  const waited = experiment.status === 'running' ? underWay(plane, experiment) : undefined;
  const reason = waited ?? experiment.reason;
  return {
    id: experiment.id,
    clientToken: experiment.clientToken,
    tags: experiment.tags,
    status: waited === undefined ? experiment.status : 'pending',
    ...(reason !== null && { reason }),
    startedAt: experiment.startedAt,
    ...(experiment.endedAt !== null && { endedAt: experiment.endedAt }),
    actions: experiment.actions.map((action) => ({
      name: action.name,
      actionId: action.actionId,
      status: action.status,
      startedAt: action.startedAt,
      ...(action.endedAt !== null && { endedAt: action.endedAt }),
      targets: Object.values(action.targets).flat(),
    })),
  };
}

/** What its actions wait for; undefined when all that they asked for is there. */
const underWay = (plane: Plane, { actions }: ExperimentRecord): string | undefined =>
  actions.flatMap((action) =>
    action.status === 'running' ? (faultOf(action.actionId).underWay?.(plane, action) ?? []) : [],
  )[0];
