/** Hosts as EC2 and Systems Manager know them: which are there still, and which can be told anything. */
import { type EC2Client, type Instance, paginateDescribeInstances } from '@aws-sdk/client-ec2';
import { paginateDescribeInstanceInformation, type SSMClient } from '@aws-sdk/client-ssm';
import { chunks } from '../chunks.ts';
import { FaultRefused } from '../fault-refused.ts';

/** Values that one filter takes: EC2's 200, Systems Manager's 100. */
const atOnce = 100;

/** By id. One that EC2 does not know any more is missing. */
export async function instancesById(client: EC2Client, ids: readonly string[]): Promise<ReadonlyMap<string, Instance>> {
  const found = new Map<string, Instance>();
  for (const some of chunks(ids, atOnce)) {
    const Filters = [{ Name: 'instance-id', Values: [...some] }];
    for await (const { Reservations = [] } of paginateDescribeInstances({ client }, { Filters }))
      for (const instance of Reservations.flatMap(({ Instances = [] }) => Instances))
        found.set(instance.InstanceId ?? '', instance);
  }
  return found;
}

/** @throws FaultRefused for the first that is no Linux host whose agent is online */
export async function refuseUnreachable(client: SSMClient, ids: readonly string[]): Promise<void> {
  const known = new Map<string, string>();
  for (const some of chunks(ids, atOnce)) {
    const Filters = [{ Key: 'InstanceIds', Values: [...some] }];
    for await (const { InstanceInformationList = [] } of paginateDescribeInstanceInformation({ client }, { Filters }))
      for (const { InstanceId = '', PingStatus, PlatformType } of InstanceInformationList)
        known.set(InstanceId, PlatformType === 'Linux' ? (PingStatus ?? '') : `runs ${PlatformType}`);
  }
  for (const id of ids) {
    const status = known.get(id) ?? 'unknown to Systems Manager';
    if (status !== 'Online')
      throw new FaultRefused(
        `${id} ${status.startsWith('runs') ? status : `is ${status}`}, and the action takes a Linux host whose agent is online`,
      );
  }
}
