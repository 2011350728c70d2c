/** Every fault that the simulator models. Anything else is refused by name. */
import { NotSimulated } from '../cloud.ts';
import { bandwidthLimit } from './bandwidth-limit.ts';
import { cachePower } from './cache-power.ts';
import { certificateExpiry } from './certificate-expiry.ts';
import { clockSkew } from './clock-skew.ts';
import { crossRegion } from './cross-region.ts';
import { detachTargets } from './detach-targets.ts';
import { disruptConnectivity } from './disrupt-connectivity.ts';
import { dnsFailure } from './dns-failure.ts';
import { failOver } from './fail-over.ts';
import { failoverCluster } from './failover-cluster.ts';
import type { Fault } from './fault.ts';
import { movesOfDatabases } from './global-databases.ts';
import { insufficientCapacity } from './insufficient-capacity.ts';
import { invocationAddDelay } from './invocation-add-delay.ts';
import { invocationError } from './invocation-error.ts';
import { invocationHttpResponse } from './invocation-http-response.ts';
import { lambdaRequests } from './lambda-requests.ts';
import { onPods, onTasks } from './members.ts';
import { terminateNodes } from './node-groups.ts';
import { pauseBucketReplication } from './pause-bucket-replication.ts';
import { pauseReplication } from './pause-replication.ts';
import { processPause } from './process-pause.ts';
import { raisesCapacity } from './raise-capacity.ts';
import { rebootDatabases } from './reboot-databases.ts';
import { rebootInstances } from './reboot-instances.ts';
import { replaceInstances } from './replace-instances.ts';
import { revokeRules } from './revoke-rules.ts';
import { scalesToZero } from './scale-to-zero.ts';
import { sendCommand } from './send-command.ts';
import { setDials } from './set-dials.ts';
import { setRoutingControls } from './set-routing-controls.ts';
import { shiftWeights } from './shift-weights.ts';
import { spotInterruptions } from './spot-interruptions.ts';
import { stopInstances } from './stop-instances.ts';
import { terminateInstances } from './terminate-instances.ts';
import { throttleFunctions } from './throttle-functions.ts';
import { toxics } from './toxics.ts';
import { unmodelled } from './unmodelled.ts';
import { pauseVolumeIo, volumeIoLatency } from './volumes.ts';
import { wait } from './wait.ts';
import { zonalShifts } from './zonal-shifts.ts';
import { zonePartition } from './zone-partition.ts';

export const faults: readonly Fault[] = [
  stopInstances,
  terminateInstances,
  rebootInstances,
  insufficientCapacity,
  disruptConnectivity,
  ...crossRegion,
  sendCommand,
  invocationAddDelay,
  invocationError,
  failoverCluster,
  invocationHttpResponse,
  rebootDatabases,
  spotInterruptions,
  pauseVolumeIo,
  volumeIoLatency,
  cachePower,
  pauseReplication,
  pauseBucketReplication,
  ...onTasks,
  ...onPods,
  clockSkew,
  dnsFailure,
  zonePartition,
  ...lambdaRequests,
  ...toxics,
  bandwidthLimit,
  processPause,
  certificateExpiry,
  ...scalesToZero,
  ...raisesCapacity,
  terminateNodes,
  ...movesOfDatabases,
  detachTargets,
  revokeRules,
  throttleFunctions,
  replaceInstances,
  shiftWeights,
  failOver,
  setDials,
  setRoutingControls,
  ...zonalShifts,
  wait,
];

/** @throws NotSimulated for an action that is not modelled, and says why where that is known. */
export function faultOf(actionId: string): Fault {
  const found = faults.find((fault) => fault.actionId === actionId);
  if (found) return found;
  const why = unmodelled[actionId];
  throw new NotSimulated(`the simulator does not model ${actionId}${why === undefined ? '' : `: ${why}`}`);
}

/** Whether there is an effect for an action at all; it may still refuse parameters and targets by name. */
export const isModelled = (actionId: string): boolean => faults.some((fault) => fault.actionId === actionId);
