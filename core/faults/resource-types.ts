/** Every resource type that an action takes as a target. */
import { awsResourceTypes } from './aws/resource-types.ts';
import type { ResourceType } from './resource-type.ts';
import { squallResourceTypes } from './squall/resource-types.ts';
import { routingTypes } from './squall/routing-types.ts';
import { serviceTypes } from './squall/service-types.ts';

export const resourceTypes: readonly ResourceType[] = [
  ...awsResourceTypes,
  ...serviceTypes,
  ...routingTypes,
  ...squallResourceTypes,
];

const byType = new Map(resourceTypes.map((each) => [each.type, each]));

export const resourceType = (type: string): ResourceType | undefined => byType.get(type);

/** How FIS calls the zone that a target stands in, which a file of ours gives as `where.zone`. */
export const zoneParameter = 'availabilityZoneIdentifier';
