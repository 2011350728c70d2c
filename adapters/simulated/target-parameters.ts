/** What FIS finds a type's targets by besides tags and filters: pods by cluster, namespace and selector, tasks by cluster and service. */
import type { CloudResource } from '../../simulator/cloud.ts';
import { FilterNotSimulated } from './resource-filters.ts';

type Parameters = Readonly<Record<string, string>>;

/** A world's pods are named `pod/<cluster>/<namespace>/<name>`, and labelled `app=<service>`. */
const pods: Readonly<Record<string, (value: string, pod: CloudResource, all: Parameters) => boolean>> = {
  clusterIdentifier: (value, { id }) => id.split('/')[1] === lastOf(value),
  namespace: (value, { id }) => id.split('/')[2] === value,
  selectorType: () => true,
  // A pod has one container, whatever its name is.
  targetContainerName: () => true,
  selectorValue: (value, { name, group }, { selectorType }) =>
    (selectorType === 'labelSelector' && value === `app=${group}`) ||
    (selectorType === 'deploymentName' && value === group) ||
    (selectorType === 'podName' && value === name),
};

/** A world's tasks are named `task/<cluster>/<id>`. FIS takes names and ARNs of clusters. */
const tasks: typeof pods = {
  cluster: (value, { id }) => id.split('/')[1] === lastOf(value),
  service: (value, { group }) => group === lastOf(value),
};

/** A world's records are named `<name>/<set identifier>`, and stand in `hostedzone/<id>`. They are of type A. */
const records: typeof pods = {
  hostedZone: (value, { id }) => id.split('/')[1] === lastOf(value),
  recordName: (value, { state }) => state.name === value.replace(/\.$/, ''),
  recordType: (value) => value === 'A',
  setIdentifier: (value, { name }) => name.slice(name.indexOf('/') + 1) === value,
  recordRegion: (value, { state }) => state.region === value,
};

/** A world's routing controls are on one panel. */
const controls: typeof pods = { controlPanel: () => true };

/** A world's accelerators have an id, which stands for their name. */
const endpointGroups: typeof pods = {
  accelerator: (value, { state }) => state.accelerator === value,
  endpointGroupRegion: (value, { state }) => state.endpointGroupRegion === value,
};

/** Caches have nodes in several zones. */
const caches: typeof pods = {
  availabilityZoneIdentifier: (value, { zones = [] }) => zones.includes(value),
};

const byType: Readonly<Record<string, typeof pods>> = {
  'eks:pod': pods,
  'elasticache:replicationgroup': caches,
  'ecs:task': tasks,
  'route53:record-set': records,
  'route53-recovery-control:routing-control': controls,
  'globalaccelerator:endpoint-group': endpointGroups,
};

const lastOf = (name: string): string => name.slice(name.lastIndexOf('/') + 1);

/** Whether a resource is found by them. @throws FilterNotSimulated for one that the simulator does not model. */
export function parametersOn(type: string, parameters: Parameters): (resource: CloudResource) => boolean {
  const known = byType[type] ?? {};
  const unknown = Object.keys(parameters).find((name) => !known[name]);
  if (unknown !== undefined)
    throw new FilterNotSimulated(`the simulator does not model the parameter ${unknown} of ${type}`);
  return (resource) => Object.entries(parameters).every(([name, value]) => known[name]!(value, resource, parameters));
}
