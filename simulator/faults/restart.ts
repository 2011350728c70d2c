import { NotSimulated } from '../cloud.ts';
import type { FaultRequest } from './fault.ts';
import { groupOf } from './nodes.ts';

/** @throws NotSimulated where the world does not say when a killed process serves again. */
export function requireRestart(of: string, on: readonly string[], request: FaultRequest): void {
  for (const arn of on) {
    const { id, instance } = groupOf(of, arn, request);
    if (instance.restart === undefined)
      throw new NotSimulated(
        `the simulator does not model ${of} on ${id}: the world does not say how long its process takes to restart`,
      );
  }
}
