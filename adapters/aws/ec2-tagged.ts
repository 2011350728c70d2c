/** Volumes and transit gateways: found by their tags, with what EC2 says of them. */
import { EC2Client, paginateDescribeTransitGateways, paginateDescribeVolumes } from '@aws-sdk/client-ec2';
import { lastOf } from './arns.ts';
import { chunks } from './chunks.ts';
import type { Looking } from './looking.ts';
import type { ResourceFamily } from './resource-family.ts';
import { type Details, taggedResources } from './tagged-resources.ts';

/** Values that a filter takes. */
const atOnce = 200;

type Known = Details extends ReadonlyMap<string, infer Each> ? Each : never;

/** By filter, since asking by id fails as a whole when one of them is gone. */
function detailed(filter: string, ask: (filter: { Name: string; Values: string[] }) => AsyncIterable<[string, Known]>) {
  return async (arns: readonly string[]): Promise<Details> => {
    const byName = new Map(arns.map((id) => [lastOf(id), id]));
    const found = new Map<string, Known>();
    for (const some of chunks([...byName.keys()], atOnce))
      for await (const [name, known] of ask({ Name: filter, Values: [...some] })) {
        const id = byName.get(name);
        if (id !== undefined) found.set(id, known);
      }
    return found;
  };
}

export function awsVolumes(looking: Looking): ResourceFamily {
  const client = looking.client('ec2', EC2Client);
  const detail = detailed('volume-id', async function* (filter) {
    for await (const { Volumes = [] } of paginateDescribeVolumes({ client }, { Filters: [filter] }))
      for (const raw of Volumes) {
        const { VolumeId = '', State: state = 'unknown', Attachments = [], VolumeType: kind = 'unknown' } = raw;
        const zone = await looking.zones.idOf(raw.AvailabilityZone);
        const attachedTo = Attachments.flatMap(({ InstanceId }) => InstanceId ?? []).sort();
        const known = { state: { state, kind, attachedTo: attachedTo.join(' ') }, raw };
        // One that nothing is attached to serves nobody.
        yield [VolumeId, { ...known, healthy: state === 'in-use', ...(zone !== undefined && { zone }) }];
      }
  });
  return taggedResources(looking, 'ec2:ebs-volume', { asked: 'ec2:volume', detail });
}

export function awsTransitGateways(looking: Looking): ResourceFamily {
  const client = looking.client('ec2', EC2Client);
  const detail = detailed('transit-gateway-id', async function* (filter) {
    for await (const { TransitGateways = [] } of paginateDescribeTransitGateways({ client }, { Filters: [filter] }))
      for (const raw of TransitGateways) {
        const { TransitGatewayId = '', State: state = 'unknown' } = raw;
        yield [TransitGatewayId, { state: { state }, raw, healthy: state === 'available' }];
      }
  });
  return taggedResources(looking, 'ec2:transit-gateway', { asked: 'ec2:transit-gateway', detail });
}
