/** FIS target filters: a path into the answer of the type's Describe call, and what stands there. */
import type { CloudResource } from '../../simulator/cloud.ts';

export class FilterNotSimulated extends Error {
  override readonly name = 'FilterNotSimulated';
}

type Read = (resource: CloudResource) => string | undefined;

const name: Read = (resource) => resource.name;
const zone: Read = (resource) => resource.zone;
const state =
  (key: string): Read =>
  (resource) =>
    String(resource.state[key]);

const paths: Readonly<Record<string, Readonly<Record<string, Read>>>> = {
  'ec2:instance': {
    InstanceId: name,
    'State.Name': state('state'),
    'Placement.AvailabilityZone': zone,
    'Placement.AvailabilityZoneId': zone,
  },
  'ec2:subnet': { SubnetId: name, AvailabilityZone: zone, AvailabilityZoneId: zone },
  'ec2:autoscaling-group': { AutoScalingGroupName: name },
  'rds:cluster': { DBClusterIdentifier: name, Status: state('status') },
  'rds:db': { DBInstanceIdentifier: name, DBInstanceStatus: state('status'), AvailabilityZone: zone },
  'elasticache:replicationgroup': { ReplicationGroupId: name, Status: state('status') },
  'lambda:function': { FunctionName: name, State: state('state') },
  'route53:record-set': {
    SetIdentifier: ({ name: whole }) => whole.slice(whole.indexOf('/') + 1),
    Region: state('region'),
  },
  'globalaccelerator:endpoint-group': { EndpointGroupRegion: state('endpointGroupRegion') },
};

/** @throws FilterNotSimulated for a path that the simulator does not model, whether or not anything would match. */
export function filterOn(type: string, path: string): Read {
  const read = paths[type]?.[path];
  if (!read) throw new FilterNotSimulated(`the simulator does not model the filter ${path} of ${type}`);
  return read;
}
