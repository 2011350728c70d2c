/** The addresses of a zone, as far as hosts can reach them: those of its subnets in the hosts' own VPCs. */
import { type EC2Client, paginateDescribeSubnets, type Subnet } from '@aws-sdk/client-ec2';
import { FaultRefused } from '../fault-refused.ts';
import { instancesById } from './host-reach.ts';

/** @param zone id or name @throws FaultRefused when there are none, or a host stands there itself */
export async function zoneBlocks(
  client: EC2Client,
  instances: readonly string[],
  zone: string,
): Promise<readonly string[]> {
  const hosts = [...(await instancesById(client, instances)).values()];
  const vpcs = [...new Set(hosts.flatMap(({ VpcId }) => VpcId ?? []))];
  const Name = /-az\d+$/.test(zone) ? 'availability-zone-id' : 'availability-zone';
  const Filters = [
    { Name, Values: [zone] },
    { Name: 'vpc-id', Values: vpcs },
  ];
  const Subnets: Subnet[] = [];
  for await (const page of paginateDescribeSubnets({ client }, { Filters })) Subnets.push(...(page.Subnets ?? []));
  const subnets = new Set(Subnets.map(({ SubnetId }) => SubnetId));
  const within = hosts.find(({ SubnetId }) => subnets.has(SubnetId));
  if (within) throw new FaultRefused(`${within.InstanceId} stands in ${zone} itself: choose hosts of the other zones`);
  const blocks = Subnets.flatMap(({ CidrBlock, Ipv6CidrBlockAssociationSet = [] }) => [
    ...(CidrBlock ? [CidrBlock] : []),
    ...Ipv6CidrBlockAssociationSet.flatMap(({ Ipv6CidrBlock }) => Ipv6CidrBlock ?? []),
  ]);
  if (blocks.length === 0)
    throw new FaultRefused(`${zone} has no subnet in ${vpcs.join(', ') || 'any VPC of the hosts'}`);
  return [...new Set(blocks)].sort();
}
