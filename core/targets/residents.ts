/** What stands in a subnet, a security group or an Auto Scaling group: who is hit when it is. */
import type { Resource, Resources } from '../ports/resources.ts';
import { place } from './places.ts';

/**
 * By the id of what they stand in, each list sorted by id, the healthy and the rest. A
 * resource whose subnet or security groups are not known counts in every one of its zone
 * or Region: too many rather than too few.
 * @throws what `resolve` throws.
 */
export async function residentsOf(
  containers: readonly Resource[],
  types: readonly string[],
  resources: Pick<Resources, 'resolve'>,
): Promise<ReadonlyMap<string, readonly Resource[]>> {
  const found = new Map<string, readonly Resource[]>();
  for (const container of containers) {
    const { id, account, region, zone } = container;
    const where = { ...place(account, region), ...(zone !== undefined && { zone }) };
    const near = [];
    for (const type of types) near.push(...(await resources.resolve({ type, where })));
    found.set(
      id,
      near.filter((each) => standsIn(each, container)).sort((a, b) => (a.id < b.id ? -1 : 1)),
    );
  }
  return found;
}

function standsIn({ subnet, securityGroups, group }: Resource, { id, type, name }: Resource): boolean {
  if (type === 'ec2:autoscaling-group') return group === name;
  if (type === 'ec2:security-group') return securityGroups?.includes(id) ?? true;
  return subnet === undefined || subnet === id;
}
