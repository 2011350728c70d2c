/** A copy of a cloud as it stands, to go on with apart from it. */
import type { SimulatedCloud } from '../../simulator/cloud.ts';
import { createCloud, restoreCloud } from '../../simulator/create-cloud.ts';

/** Up to that age a world is made again from its beginning: further back that would take longer than it tells. */
const young = 3_600_000;

/**
 * What is under way (requests, connections, where chance stands) is in no dump. A world in which
 * nothing has happened but time is therefore made again, and goes on as the first one will, to
 * the last bit. Any other is restored: with the same faults, names and capacity, and traffic of
 * the same kind that draws anew.
 * @param seed of the cloud
 */
export function twinOf(cloud: SimulatedCloud, seed: number): SimulatedCloud {
  const { model, now } = cloud;
  const dump = cloud.dump();
  if (cloud.experiments().length === 0 && now - model.startAt <= young) {
    const again = createCloud({ model, seed });
    while (again.now < now) again.advance(now);
    if (JSON.stringify(again.dump()) === JSON.stringify(dump)) return again;
  }
  return restoreCloud({ model, seed, dump });
}
