/** The certification, in the order in which it is carried out: what harms least first, the disturbed ones after the rest, and last what leaves nothing standing. */
import type { Exercise } from '../exercise.ts';
import { capacity } from './capacity.ts';
import { clockSkew } from './clock-skew.ts';
import { cpuStress } from './cpu-stress.ts';
import { detachTargets } from './detach-targets.ts';
import { networkLatency } from './network-latency.ts';
import { packetLoss } from './packet-loss.ts';
import { person } from './person.ts';
import { processPause } from './process-pause.ts';
import { raiseCapacity } from './raise-capacity.ts';
import { rebootInstance } from './reboot-instance.ts';
import { recoveryKilled } from './recovery-killed.ts';
import { scaleToZero } from './scale-to-zero.ts';
import { stopCondition } from './stop-condition.ts';
import { stopInstance } from './stop-instance.ts';
import { terminateInstance } from './terminate-instance.ts';
import { workflowStopped } from './workflow-stopped.ts';
import { zoneNetwork } from './zone-network.ts';

export const exercises: readonly Exercise[] = [
  capacity,
  clockSkew,
  cpuStress,
  networkLatency,
  packetLoss,
  detachTargets,
  raiseCapacity,
  processPause,
  rebootInstance,
  stopInstance,
  terminateInstance,
  zoneNetwork,
  person,
  stopCondition,
  workflowStopped,
  recoveryKilled,
  scaleToZero,
];
