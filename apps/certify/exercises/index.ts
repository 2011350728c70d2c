/** The certification, in the order in which it is carried out: what harms least first, the disturbed ones last. */
import type { Exercise } from '../exercise.ts';
import { capacity } from './capacity.ts';
import { cpuStress } from './cpu-stress.ts';
import { networkLatency } from './network-latency.ts';
import { packetLoss } from './packet-loss.ts';
import { person } from './person.ts';
import { rebootInstance } from './reboot-instance.ts';
import { recoveryKilled } from './recovery-killed.ts';
import { stopCondition } from './stop-condition.ts';
import { stopInstance } from './stop-instance.ts';
import { terminateInstance } from './terminate-instance.ts';
import { workflowStopped } from './workflow-stopped.ts';
import { zoneNetwork } from './zone-network.ts';

export const exercises: readonly Exercise[] = [
  capacity,
  cpuStress,
  networkLatency,
  packetLoss,
  rebootInstance,
  stopInstance,
  terminateInstance,
  zoneNetwork,
  person,
  stopCondition,
  workflowStopped,
  recoveryKilled,
];
