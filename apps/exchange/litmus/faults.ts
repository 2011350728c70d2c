/** Faults of Litmus by name: what each is here, and the values that its chart gives to variables that are left out. */
import type { Counterpart, NoCounterpart } from '../counterpart.ts';
import { aws } from './tables/aws.ts';
import { nodes } from './tables/nodes.ts';
import { pods } from './tables/pods.ts';

export type FaultRow =
  | (Counterpart & { readonly defaults?: Readonly<Record<string, string | number>> })
  | NoCounterpart;

const inApplication: FaultRow = {
  none: 'it acts inside a Spring Boot application; Squall acts on hosts, pods, services and the requests of functions',
};
const ofOtherCloud = (cloud: string): FaultRow => ({ none: `it acts in ${cloud}, and Squall in AWS` });

export const faults: Readonly<Record<string, FaultRow>> = {
  ...pods,
  ...nodes,
  ...aws,
  'k6-loadgen': { none: 'Squall drives no load: have the load run beside' },
};

export function faultRow(name: string): FaultRow {
  if (Object.hasOwn(faults, name)) return faults[name]!;
  if (name.startsWith('spring-boot-')) return inApplication;
  if (name.startsWith('azure-')) return ofOtherCloud('Azure');
  if (name.startsWith('gcp-')) return ofOtherCloud('Google Cloud');
  if (name.startsWith('vm-')) return ofOtherCloud('VMware');
  return { none: `no fault is known like ${name}` };
}
