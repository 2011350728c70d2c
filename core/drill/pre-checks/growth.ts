/** How much larger the capacity movers of a drill make groups, before users come. */
import { fault } from '../../faults/catalogue.ts';
import { goalOf } from '../../faults/raised-capacity.ts';
import type { Resources } from '../../ports/resources.ts';
import type { Growth } from '../../ports/standby.ts';
import { moversOf } from './moves.ts';
import type { PreCheckQuestion } from './pre-check.ts';

/** A group that nothing is known of: what would be started cannot be told. */
export class UnknownGroup extends Error {
  override readonly name = 'UnknownGroup';
}

/** One for each group that grows; of several movers on one, the furthest. @throws UnknownGroup, or what `snapshot` throws */
export async function growthOf(
  question: Pick<PreCheckQuestion, 'steps'>,
  resources: Pick<Resources, 'snapshot'>,
): Promise<readonly Growth[]> {
  const movers = moversOf(question).filter(({ action }) => fault(action)?.moves === 'capacity');
  const groups = [...new Set(movers.flatMap(({ targets }) => Object.values(targets).flat()))].sort();
  if (groups.length === 0) return [];
  const seen = await resources.snapshot(groups);
  return seen.flatMap(({ id, state: { desired } }) => {
    if (typeof desired !== 'number') throw new UnknownGroup(`${id} does not say how many members it is to have`);
    const own = movers.filter(({ targets }) => Object.values(targets).flat().includes(id));
    const by = Math.max(0, ...own.map(({ parameters }) => goalOf(parameters, { desired }) - desired));
    return by > 0 ? [{ group: id, by }] : [];
  });
}
