/** Subnets cut off as FIS does it: a network ACL that denies all takes the place of their own, which it remembers. */
import {
  CreateNetworkAclCommand,
  DeleteNetworkAclCommand,
  DescribeNetworkAclsCommand,
  DescribeSubnetsCommand,
  type EC2Client,
  type NetworkAcl,
  ReplaceNetworkAclAssociationCommand,
} from '@aws-sdk/client-ec2';

/** On an ACL of FIS: whose place it took. */
const was = 'suite:was';

async function associated(ec2: EC2Client, subnet: string): Promise<{ readonly acl: NetworkAcl; readonly id: string }> {
  const Filters = [{ Name: 'association.subnet-id', Values: [subnet] }];
  const { NetworkAcls: [acl] = [] } = await ec2.send(new DescribeNetworkAclsCommand({ Filters }));
  const id = acl?.Associations?.find(({ SubnetId }) => SubnetId === subnet)?.NetworkAclAssociationId;
  if (!acl || id === undefined) throw new Error(`${subnet} has no network ACL`);
  return { acl, id };
}

export async function cutOff(ec2: EC2Client, subnets: readonly string[]): Promise<void> {
  const { Subnets = [] } = await ec2.send(new DescribeSubnetsCommand({ SubnetIds: [...subnets] }));
  for (const { SubnetId = '', VpcId } of Subnets) {
    const { acl, id } = await associated(ec2, SubnetId);
    const Tags = [
      { Key: 'managedByFIS', Value: 'true' },
      { Key: was, Value: acl.NetworkAclId! },
    ];
    const TagSpecifications = [{ ResourceType: 'network-acl' as const, Tags }];
    const { NetworkAcl } = await ec2.send(new CreateNetworkAclCommand({ VpcId, TagSpecifications }));
    const NetworkAclId = NetworkAcl!.NetworkAclId;
    await ec2.send(new ReplaceNetworkAclAssociationCommand({ AssociationId: id, NetworkAclId }));
  }
}

/** What is not FIS's any more is left alone. */
export async function reconnect(ec2: EC2Client, subnets: readonly string[]): Promise<void> {
  for (const subnet of subnets) {
    const { acl, id } = await associated(ec2, subnet);
    const before = acl.Tags?.find(({ Key }) => Key === was)?.Value;
    if (before === undefined) continue;
    await ec2.send(new ReplaceNetworkAclAssociationCommand({ AssociationId: id, NetworkAclId: before }));
    await ec2.send(new DeleteNetworkAclCommand({ NetworkAclId: acl.NetworkAclId }));
  }
}
