/** What FIS finds a type's targets by besides tags and filters: pods by cluster, namespace and selector. */
import type { CloudResource } from '../../simulator/cloud.ts';
import { FilterNotSimulated } from './resource-filters.ts';

type Parameters = Readonly<Record<string, string>>;

/** A world's pods are named `pod/<cluster>/<namespace>/<name>`, and labelled `app=<service>`. */
const pods: Readonly<Record<string, (value: string, pod: CloudResource, all: Parameters) => boolean>> = {
  clusterIdentifier: (value, { id }) => id.split('/')[1] === value.slice(value.lastIndexOf('/') + 1),
  namespace: (value, { id }) => id.split('/')[2] === value,
  selectorType: () => true,
  // A pod has one container, whatever its name is.
  targetContainerName: () => true,
  selectorValue: (value, { name, group }, { selectorType }) =>
    (selectorType === 'labelSelector' && value === `app=${group}`) ||
    (selectorType === 'deploymentName' && value === group) ||
    (selectorType === 'podName' && value === name),
};

/** Whether a resource is found by them. @throws FilterNotSimulated for one that the simulator does not model. */
export function parametersOn(type: string, parameters: Parameters): (resource: CloudResource) => boolean {
  const known = type === 'eks:pod' ? pods : {};
  const unknown = Object.keys(parameters).find((name) => !known[name]);
  if (unknown !== undefined)
    throw new FilterNotSimulated(`the simulator does not model the parameter ${unknown} of ${type}`);
  return (resource) => Object.entries(parameters).every(([name, value]) => known[name]!(value, resource, parameters));
}
