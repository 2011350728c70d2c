/** Every resource type that an action takes as a target. */
import { awsResourceTypes } from './aws/resource-types.ts';
import type { ResourceType } from './resource-type.ts';

export const resourceTypes: readonly ResourceType[] = [...awsResourceTypes];

const byType = new Map(resourceTypes.map((each) => [each.type, each]));

export const resourceType = (type: string): ResourceType | undefined => byType.get(type);
