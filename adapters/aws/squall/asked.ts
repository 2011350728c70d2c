/** What is asked for of each target, and which of them stand as asked: of movers that set one value. */
import type { FaultAction } from '../../../core/ports/faults.ts';
import type { Snapshot } from '../../../core/ports/resources.ts';

/** By ARN, in the order of the keys. A target of two keys has the value of the last. */
export const askedOf = <T>(
  { targets }: Pick<FaultAction, 'targets'>,
  ...values: readonly (readonly [key: string, value: T])[]
): ReadonlyMap<string, T> =>
  new Map(values.flatMap(([key, value]) => (targets[key] ?? []).map((id) => [id, value] as const)));

/** Whether one has what was asked for, and had something else before: what had it already is not ours. */
export const standing =
  <T>(asked: ReadonlyMap<string, T>, now: ReadonlyMap<string, unknown>, field: string) =>
  ({ id, state }: Pick<Snapshot, 'id' | 'state'>): boolean =>
    now.has(id) && now.get(id) === asked.get(id) && state[field] !== now.get(id);
