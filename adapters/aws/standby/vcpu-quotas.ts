/** Processors of instances, as EC2 counts them against an account's quotas: by family, On-Demand and Spot apart. */
import { DescribeInstanceTypesCommand, type EC2Client, paginateDescribeInstances } from '@aws-sdk/client-ec2';
import type { ServiceQuotasClient } from '@aws-sdk/client-service-quotas';
import { type Known, notKnown } from '../../../core/conformity/known.ts';
import type { Elsewhere, QuotaUse } from '../../../core/ports/standby.ts';
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
  const { InstanceTypes = [] } = await ec2.send(new DescribeInstanceTypesCommand({ InstanceTypes: types as never[] }));
  const sizes = InstanceTypes.flatMap(({ VCpuInfo }) => VCpuInfo?.DefaultVCpus ?? []);
  if (sizes.length < types.length) return notKnown(`EC2 does not say how many vCPUs ${types.join(', ')} have`);
  const name = `vCPUs of ${spot ? 'Spot' : 'On-Demand'} ${family.name} instances`;
  const { Value } = await quotaAsSet(quotas, 'ec2', spot ? family.spot : family.onDemand, name);
  const used = await inUse(family, spot, ec2);
  // Which of several types comes is for the group to choose: the largest may.
  return [{ what: name, where, most: Value, used, more: by * Math.max(...sizes) }];
}

async function inUse(family: Family, spot: boolean, ec2: EC2Client): Promise<number> {
  let sum = 0;
  const Filters = [{ Name: 'instance-state-name', Values: [...counted] }];
  for await (const { Reservations = [] } of paginateDescribeInstances({ client: ec2 }, { Filters }))
    for (const { Instances = [] } of Reservations)
      for (const { InstanceType = '', InstanceLifecycle, CpuOptions } of Instances)
        if (familyOf(InstanceType) === family && (InstanceLifecycle === 'spot') === spot)
          sum += (CpuOptions?.CoreCount ?? 1) * (CpuOptions?.ThreadsPerCore ?? 1);
  return sum;
}
