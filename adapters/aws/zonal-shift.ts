/** What a zonal autoshift moves traffic of: groups, load balancers and clusters of EKS. */
import { awsAutoScaling } from './auto-scaling.ts';
import { eksClusters } from './eks.ts';
import { loadBalancers } from './load-balancers.ts';
import type { Looking } from './looking.ts';
import type { ResourceFamily } from './resource-family.ts';

const type = 'arc:zonal-shift-managed-resource';

/** The families that ARC shifts traffic of. */
export const shiftedFamilies = (looking: Looking): readonly ResourceFamily[] => [
  awsAutoScaling(looking),
  loadBalancers(looking),
  eksClusters(looking),
];

export function zonalShiftResources(looking: Looking): ResourceFamily {
  const families = shiftedFamilies(looking);
  return {
    type,
    // Their ARNs are those of the types that they are.
    arn: /(?!)/,
    async describe(narrowing) {
      const found = await Promise.all(families.map((family) => family.describe(narrowing)));
      return found.flat().map((each) => ({ ...each, resource: { ...each.resource, type } }));
    },
  };
}
