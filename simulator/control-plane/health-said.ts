/** What health checks and routing controls say, as records and accelerators hear it. */
import type { Effect } from '../faults/effect.ts';
import { isAsking } from '../names-model.ts';
import { arnsOf } from './arns.ts';
import type { Plane } from './plane.ts';

/** Failed where a fault has it so. What has no health check is always taken for healthy. */
export function checkSays(plane: Plane, id: string | undefined, effects: readonly Effect[]): boolean {
  const check = id === undefined ? undefined : plane.model.endpointChecks?.find((each) => each.id === id);
  if (!check) return true;
  const arn = arnsOf(plane.model, plane.seed).healthCheck(check.id);
  const said = isAsking(check)
    ? (plane.state.endpointChecks?.find((record) => record.id === check.id)?.healthy ?? true)
    : controlIsOn(plane, check.routingControl, effects);
  return said && !isForced(arn, effects);
}

/** Whether it is taken for failed, whatever it hears. */
export const isForced = (arn: string, effects: readonly Effect[]): boolean =>
  effects.some((effect) => effect.kind === 'check-failed' && effect.on.includes(arn));

/** As it was set last. */
export function controlIsOn(plane: Plane, id: string, effects: readonly Effect[]): boolean {
  const arn = arnsOf(plane.model, plane.seed).routingControl(id);
  const set = effects.findLast((effect) => effect.kind === 'routing-control' && effect.on.includes(arn));
  if (set?.kind === 'routing-control') return set.state === 'on';
  return plane.model.routingControls?.find((control) => control.id === id)?.on ?? false;
}
