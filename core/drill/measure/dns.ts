import type { Millis } from '../../ports/clock.ts';
import type { Facts } from './facts.ts';

/** The longest time to live of a record that a mover changed, as it stood before: so long may a resolver send users where they were. */
export function dnsTtlOf({ movers }: Facts): Millis | undefined {
  const found = movers.flatMap(({ before }) =>
    before.flatMap(({ state }) => (typeof state.ttlSeconds === 'number' ? [state.ttlSeconds] : [])),
  );
  return found.length === 0 ? undefined : Math.max(...found) * 1000;
}
