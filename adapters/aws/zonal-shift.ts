/** What a zonal autoshift moves traffic of: groups, load balancers and clusters of EKS. */
import type { ResourceFamily } from './resource-family.ts';

const type = 'arc:zonal-shift-managed-resource';

export const zonalShiftResources = (families: readonly ResourceFamily[]): ResourceFamily => ({
  type,
  // Their ARNs are those of the types that they are.
  arn: /(?!)/,
  async describe(narrowing) {
    const found = await Promise.all(families.map((family) => family.describe(narrowing)));
    return found.flat().map((each) => ({ ...each, resource: { ...each.resource, type } }));
  },
});
