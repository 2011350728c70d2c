/** Every fault that the simulator models. Anything else is refused by name. */
import { NotSimulated } from '../cloud.ts';
import { disruptConnectivity } from './disrupt-connectivity.ts';
import { failoverCluster } from './failover-cluster.ts';
import type { Fault } from './fault.ts';
import { insufficientCapacity } from './insufficient-capacity.ts';
import { invocationAddDelay } from './invocation-add-delay.ts';
import { invocationError } from './invocation-error.ts';
import { rebootDatabases } from './reboot-databases.ts';
import { rebootInstances } from './reboot-instances.ts';
import { sendCommand } from './send-command.ts';
import { stopInstances } from './stop-instances.ts';
import { terminateInstances } from './terminate-instances.ts';
import { wait } from './wait.ts';

export const faults: readonly Fault[] = [
  stopInstances,
  terminateInstances,
  rebootInstances,
  insufficientCapacity,
  disruptConnectivity,
  sendCommand,
  invocationAddDelay,
  invocationError,
  failoverCluster,
  rebootDatabases,
  wait,
];

/** @throws NotSimulated for an action that is not modelled. */
export function faultOf(actionId: string): Fault {
  const found = faults.find((fault) => fault.actionId === actionId);
  if (!found) throw new NotSimulated(`the simulator does not model ${actionId}`);
  return found;
}
