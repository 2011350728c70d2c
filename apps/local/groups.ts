/** A monkey's groups in a world, as they stand at its start. Nothing is written. */
import { compileWorld } from '../../adapters/simulated/compile-world.ts';
import { simulatedResources } from '../../adapters/simulated/resources.ts';
import type { Group } from '../../core/monkey/group.ts';
import { groupsOf } from '../../core/monkey/groups-of.ts';
import type { MonkeyDefinition } from '../../core/monkey/schema/monkey.ts';
import type { World } from '../../core/world/schema.ts';
import { createCloud } from '../../simulator/create-cloud.ts';

/** @param seed of the world, whose resources are named by it */
export function groupsLocally(monkey: MonkeyDefinition, world: World, seed: number): Promise<readonly Group[]> {
  const model = compileWorld({ ...world, traffic: 'closed-form', warmUp: 'PT0S' });
  return groupsOf(monkey, simulatedResources(createCloud({ model, seed })));
}
