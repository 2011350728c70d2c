/** Families of what decides where requests go, by their type. As the others they are loaded when they are asked for. */
import type { Looking } from '../looking.ts';
import type { ResourceFamily } from '../resource-family.ts';
import type { Place } from '../squall/own-fault.ts';

type Loading = (place: Place, looking: Looking) => Promise<ResourceFamily>;

export const routingFamilies: Readonly<Record<string, Loading>> = {
  'route53:record-set': async (place) => (await import('./record-sets.ts')).recordSets(place),
  'route53:health-check': async (place) => (await import('./health-checks.ts')).healthChecks(place),
  'globalaccelerator:endpoint-group': async (place) => (await import('./endpoint-groups.ts')).endpointGroups(place),
  'route53-recovery-control:routing-control': async (place) =>
    (await import('./routing-controls.ts')).routingControls(place),
  'arc:managed-resource': async (place, looking) =>
    (await import('./managed-resources.ts')).managedResources(place, looking),
};
