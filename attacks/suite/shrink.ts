/** A failing run with the fewest attacks that still break it. */
import { type Simulated, type SimulationOptions, simulate } from './simulate.ts';

/** Which invariant is broken: a smaller run must break the same one. */
const brokenBy = ({ violations }: Simulated): string | undefined => violations[0]?.split(':')[0];

/**
 * Halves, quarters and so on are taken away, down to single attacks, as long as the same
 * invariant is still broken. Attacks that others made necessary (a retry that died again)
 * go with them: what did not happen in the smaller run is not part of it.
 */
export async function shrink(options: SimulationOptions, failing: Simulated): Promise<Simulated> {
  const broken = brokenBy(failing);
  let smallest = failing;
  for (let size = Math.ceil(failing.attacks.length / 2); size >= 1; ) {
    const smaller = await withoutSome(options, smallest, size, broken);
    if (smaller) smallest = smaller;
    else if (size === 1) break;
    else size = Math.ceil(size / 2);
  }
  return smallest;
}

async function withoutSome(
  options: SimulationOptions,
  { attacks }: Simulated,
  size: number,
  broken: string | undefined,
): Promise<Simulated | undefined> {
  const ids = [...new Set(attacks.map(({ id }) => id))];
  for (let from = 0; from < ids.length; from += size) {
    const only = new Set([...ids.slice(0, from), ...ids.slice(from + size)]);
    const smaller = await simulate({ ...options, only });
    if (brokenBy(smaller) === broken) return smaller;
  }
  return undefined;
}
