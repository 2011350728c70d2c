/** Resources that decide where requests go. Nothing is made or asked for before one of them is. */
import type { ResourceFamily } from '../resource-family.ts';
import type { Place } from '../squall/own-fault.ts';
import { endpointGroups } from './endpoint-groups.ts';
import { healthChecks } from './health-checks.ts';
import { managedResources } from './managed-resources.ts';
import { recordSets } from './record-sets.ts';
import { routingControls } from './routing-controls.ts';

/** @param shifted families of what ARC may shift */
export const routingFamilies = (place: Place, shifted: readonly ResourceFamily[]): readonly ResourceFamily[] => [
  recordSets(place),
  healthChecks(place),
  endpointGroups(place),
  routingControls(place),
  managedResources(place, shifted),
];
