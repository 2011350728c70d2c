/** All that the sweeper does each minute: runs that were forgotten, and what was left behind. */
import type { Ports } from '../ports/ports.ts';
import { type LookedAfter, lookAfterLeftovers } from './look-after.ts';
import { type Swept, sweep } from './sweep.ts';

export interface SweptUp {
  readonly runs: readonly Swept[];
  readonly leftovers: readonly LookedAfter[];
}

/**
 * Runs first: they inject. What fails of them does not keep the leftovers from being looked after.
 * @throws what failed; where both did, AggregateError with both
 */
export async function sweepUp(ports: Ports): Promise<SweptUp> {
  const [runs] = await Promise.allSettled([sweep(ports)]);
  const [leftovers] = await Promise.allSettled([lookAfterLeftovers(ports)]);
  if (runs.status === 'fulfilled' && leftovers.status === 'fulfilled')
    return { runs: runs.value, leftovers: leftovers.value };
  const reasons = [runs, leftovers].flatMap((each): unknown[] => (each.status === 'rejected' ? [each.reason] : []));
  throw reasons.length === 1 ? reasons[0] : new AggregateError(reasons, 'not everything could be swept');
}
