/** What stands in a subnet: who is cut off when it is. */
import type { Resource, Resources } from '../ports/resources.ts';

/**
 * By the subnet's id, each list sorted by id, the healthy and the rest. A resource whose
 * subnet is not known counts in every subnet of its zone: too many rather than too few.
 * @throws what `resolve` throws.
 */
export async function residentsOf(
  subnets: readonly Resource[],
  types: readonly string[],
  resources: Pick<Resources, 'resolve'>,
): Promise<ReadonlyMap<string, readonly Resource[]>> {
  const found = new Map<string, readonly Resource[]>();
  for (const { id, account, region, zone } of subnets) {
    const where = { account, region, ...(zone !== undefined && { zone }) };
    const near = [];
    for (const type of types) near.push(...(await resources.resolve({ type, where })));
    found.set(
      id,
      near.filter(({ subnet }) => subnet === undefined || subnet === id).sort((a, b) => (a.id < b.id ? -1 : 1)),
    );
  }
  return found;
}
