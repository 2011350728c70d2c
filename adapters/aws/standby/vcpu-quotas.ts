/** Processors of instances, as EC2 counts them against an account's quotas: by family, On-Demand and Spot apart. */
import {
  type _InstanceType,
  DescribeInstanceTypesCommand,
  type EC2Client,
  paginateDescribeInstances,
} from '@aws-sdk/client-ec2';
import type { ServiceQuotasClient } from '@aws-sdk/client-service-quotas';
import { type Known, notKnown } from '../../../core/conformity/known.ts';
import type { Elsewhere, QuotaUse } from '../../../core/ports/standby.ts';
import { chunks } from '../chunks.ts';
import { quotaAsSet } from '../service-quota.ts';

/** What one member of a group may be. */
export interface MemberKind {
  /** Those that it is chosen among. */
  readonly types: readonly string[];
  readonly spot: boolean;
}

interface Family {
  readonly name: string;
  /** First letters of its types. */
  readonly letters: readonly string[];
  readonly onDemand: string;
  readonly spot: string;
}

/** Source: EC2 user guide, "Amazon EC2 instance type quotas" and "Spot Instance quotas": codes of the service `ec2`. */
const families: readonly Family[] = [
  { name: 'DL', letters: ['dl'], onDemand: 'L-6E869C2A', spot: 'L-85EED4F7' },
  { name: 'F', letters: ['f'], onDemand: 'L-74FC7D96', spot: 'L-88CF9481' },
  { name: 'G and VT', letters: ['g', 'gr', 'vt'], onDemand: 'L-DB2E81BA', spot: 'L-3819A6DF' },
  { name: 'Inf', letters: ['inf'], onDemand: 'L-1945791B', spot: 'L-B5D1601B' },
  { name: 'P', letters: ['p'], onDemand: 'L-417A185B', spot: 'L-7212CCBC' },
  { name: 'Trn', letters: ['trn'], onDemand: 'L-2C3B7624', spot: 'L-6B0D517C' },
  { name: 'X', letters: ['x'], onDemand: 'L-7295265B', spot: 'L-E3A00192' },
  {
    name: 'Standard',
    letters: ['a', 'c', 'd', 'h', 'i', 'im', 'is', 'm', 'r', 't', 'z'],
    onDemand: 'L-1216C47A',
    spot: 'L-34B43A08',
  },
];

/** Undefined for a family that has a quota of its own which is not known here. */
const familyOf = (type: string): Family | undefined => {
  const letters = /^[a-z]+/.exec(type)?.[0] ?? '';
  return families.find((family) => family.letters.includes(letters));
};

/** Reserved to the account by all that runs, and by what is about to. */
const counted = ['pending', 'running'];

export async function vcpuUse(
  { types, spot }: MemberKind,
  by: number,
  where: Elsewhere,
  { ec2, quotas }: { readonly ec2: EC2Client; readonly quotas: ServiceQuotasClient },
): Promise<Known<readonly QuotaUse[]>> {
  const [type] = types;
  const family = type === undefined ? undefined : familyOf(type);
  // From the fifth generation on, Spot Instances of P have quotas of their own.
  const apart = spot && types.find((each) => /^p(?:[5-9]|\d\d)/.test(each));
  if (apart) return notKnown(`no one quota is known for Spot Instances of ${apart}`);
  if (!family || types.some((each) => familyOf(each) !== family))
    return notKnown(`no one quota is known for instances of ${types.join(', ') || 'no type'}`);
  const running = await runningOf(family, spot, ec2);
  const sizes = await vcpusOf([...new Set([...types, ...running.keys()])], ec2);
  const silent = [...types, ...running.keys()].find((each) => !sizes.has(each));
  if (silent !== undefined) return notKnown(`EC2 does not say how many vCPUs ${silent} has`);
  const what = `vCPUs of ${spot ? 'Spot' : 'On-Demand'} ${family.name} instances`;
  const { Value: most } = await quotaAsSet(quotas, 'ec2', spot ? family.spot : family.onDemand, what);
  const used = [...running].reduce((sum, [each, count]) => sum + count * (sizes.get(each) ?? 0), 0);
  // Which of several types comes is for the group to choose: the largest may.
  return [{ what, where, most, used, more: by * Math.max(...types.map((each) => sizes.get(each) ?? 0)) }];
}

/** How many of each type count against the quota now. */
async function runningOf(family: Family, spot: boolean, ec2: EC2Client): Promise<ReadonlyMap<string, number>> {
  const found = new Map<string, number>();
  const Filters = [{ Name: 'instance-state-name', Values: [...counted] }];
  for await (const { Reservations = [] } of paginateDescribeInstances({ client: ec2 }, { Filters }))
    for (const { Instances = [] } of Reservations)
      for (const { InstanceType: type = '', InstanceLifecycle } of Instances)
        if (familyOf(type) === family && (InstanceLifecycle === 'spot') === spot)
          found.set(type, (found.get(type) ?? 0) + 1);
  return found;
}

/** Types that one question takes. */
const atOnce = 100;

/** What a type has unless told otherwise, which is never less than what one instance of it was given. */
async function vcpusOf(types: readonly string[], ec2: EC2Client): Promise<ReadonlyMap<string, number>> {
  const found = new Map<string, number>();
  for (const some of chunks(types, atOnce)) {
    const asked = new DescribeInstanceTypesCommand({ InstanceTypes: [...some] as _InstanceType[] });
    for (const { InstanceType: type, VCpuInfo } of (await ec2.send(asked)).InstanceTypes ?? [])
      if (type && VCpuInfo?.DefaultVCpus) found.set(type, VCpuInfo.DefaultVCpus);
  }
  return found;
}
