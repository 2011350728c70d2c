import type { Check } from '../finding.ts';

const zoneDimension = /^availabilityzone(?:id)?$|^zone(?:id)?$/i;
const zoneId = /-az\d+$/;

/** An alarm on one zone is blind to the others. */
export const otherZone: Check = {
  check: 'other-zone',
  look({ alarm: { metrics = [] }, touched: { zones } }) {
    const pinned = metrics.flatMap(({ dimensions }) =>
      Object.entries(dimensions).flatMap(([key, value]) => (zoneDimension.test(key) ? [value] : [])),
    );
    const [zone] = pinned;
    if (zone === undefined || new Set(pinned).size > 1 || zones.length === 0) return undefined;
    if (!zoneId.test(zone))
      return {
        weight: 'warns',
        says: `looks at zone ${zone} alone, and names differ between accounts, so that it cannot be told whether the faults touch it (${zones.join(', ')}): judge the service over all zones`,
      };
    if (!zones.includes(zone))
      return {
        weight: 'disqualifies',
        says: `looks at ${zone} alone, and the faults touch ${zones.join(', ')}: judge the service over all zones`,
      };
    return {
      weight: 'warns',
      says: `looks at ${zone} alone: when that zone falls silent so does its metric, and the zones that take over are not seen. Judge the service over all zones`,
    };
  },
};
