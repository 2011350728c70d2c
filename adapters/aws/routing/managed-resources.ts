/** What ARC shifts, with the shifts that stand: load balancers, groups and clusters of EKS that were registered with it. */
import { managedArnsOf, managedIdOf } from '../../../core/faults/squall/managed-resource.ts';
import { arnPattern } from '../arn-pattern.ts';
import type { Looking } from '../looking.ts';
import type { ResourceFamily } from '../resource-family.ts';
import type { Place } from '../squall/own-fault.ts';
import { shiftedFamilies } from '../zonal-shift.ts';
import { type ManagedResource, zonalShiftCalls } from './zonal-shift-calls.ts';

const type = 'arc:managed-resource';

/** Names, tags and health are known to the families that its kinds are of, and shifts to ARC. */
export function managedResources(place: Place, looking: Looking): ResourceFamily {
  const families = shiftedFamilies(looking);
  return {
    type,
    arn: arnPattern(type),
    async describe({ ids, ...narrowing }) {
      const own = ids?.flatMap(managedArnsOf);
      const known = new Map((await zonalShiftCalls(place).managedResources()).map((each) => [each.arn ?? '', each]));
      if (known.size === 0) return [];
      const kinds = families.filter(({ arn }) => !own || own.some((id) => !id.startsWith('arn:') || arn.test(id)));
      const found = await Promise.all(
        kinds.map((family) => family.describe({ ...narrowing, ...(own && { ids: own }) })),
      );
      return found.flat().flatMap((each) => {
        const managed = known.get(each.resource.id);
        if (!managed) return [];
        const resource = { ...each.resource, id: managedIdOf(each.resource.id), type };
        return [{ resource, state: stateOf(managed), raw: { ...each.raw, ManagedResource: managed } }];
      });
    },
  };
}

/** What is shifted now, and what ARC would do by itself. */
const stateOf = ({
  availabilityZones,
  zonalShifts = [],
  autoshifts = [],
  zonalAutoshiftStatus = 'DISABLED',
  practiceRunStatus = 'DISABLED',
}: ManagedResource) => ({
  zones: [...availabilityZones].sort().join(' '),
  awayFrom: listed(zonalShifts),
  autoshift: listed(
    autoshifts.filter(({ appliedStatus }) => appliedStatus === 'ACTIVE' || appliedStatus === 'APPLIED'),
  ),
  zonalAutoshift: zonalAutoshiftStatus,
  practiceRuns: practiceRunStatus,
});

const listed = (shifts: readonly { readonly awayFrom: string }[]): string =>
  shifts
    .map(({ awayFrom }) => awayFrom)
    .sort()
    .join(' ') || 'nothing';
