/** A target's `where` as parameters of its resource type, as FIS names them. */
import type { Target } from '../experiment/schema/steps.ts';
import { saysHow } from '../faults/choosing.ts';
import { resourceType, zoneParameter } from '../faults/resource-types.ts';

/** How the zone is called by types that do not call it as the others do. */
const zoneParameters: Readonly<Record<string, string>> = {
  'rds:cluster': 'writerAvailabilityZoneIdentifiers',
  'rds:db': 'availabilityZoneIdentifiers',
};

/** The zone too, where the type has a parameter for it. */
export function targetParameters({ type, where }: Pick<Target, 'type' | 'where'>): Record<string, string> {
  const named = zoneParameters[type] ?? zoneParameter;
  const takesZone = resourceType(type)?.parameters.some(({ name }) => name === named);
  return { ...(where.zone !== undefined && takesZone && { [named]: where.zone }), ...where.parameters };
}

/** Those that say how it is hit, which FIS is told whichever way its resources are chosen. */
export function hitParameters(target: Pick<Target, 'type' | 'where'>): Record<string, string> {
  const told = saysHow[target.type] ?? [];
  return Object.fromEntries(Object.entries(targetParameters(target)).filter(([name]) => told.includes(name)));
}
