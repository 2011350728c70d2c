/**
 * Nodes that pods stand on. The scheduler puts a pod in the zone that has the fewest of its
 * service and room, on the node there with the most room, and waits where there is none. It
 * moves no pod that runs. A node that is gone takes its pods with it; one that its group
 * gives up is drained first. Disruption budgets, affinities and priorities are left out, and
 * so is the eviction from nodes that are there and cannot be reached.
 */
import { regionOfService } from '../geography.ts';
import type { GroupModel, LaunchingModel, NodeGroupModel, WorldModel } from '../model.ts';
import type { Arns } from './arns.ts';
import type { ControlPlaneState, InstanceRecord } from './state.ts';

/** Node groups under a service, in the model's order; none for what stands on no nodes. */
export function nodeGroupsUnder(model: WorldModel, service: LaunchingModel): readonly NodeGroupModel[] {
  if (service.kind === 'node-group' || service.runsAs?.kind !== 'eks-pods' || !model.nodeGroups) return [];
  const { cluster } = service.runsAs;
  const region = regionOfService(model, service);
  return model.nodeGroups.filter((group) => group.cluster === cluster && group.region === region);
}

/** Services whose pods stand on a node group's nodes. */
export const servicesOn = (model: WorldModel, group: NodeGroupModel): readonly GroupModel[] =>
  model.services.filter(
    (service): service is GroupModel =>
      service.kind === 'auto-scaling-group' && nodeGroupsUnder(model, service).includes(group),
  );

interface Known {
  readonly model: WorldModel;
  readonly state: Pick<ControlPlaneState, 'instances'>;
}

/** Of a node; those that are gone have left it. */
export const podsOn = ({ instances }: Known['state'], node: string): readonly InstanceRecord[] =>
  instances.filter((one) => one.node === node && one.phase !== 'terminated');

/** Whether the machine under a pod runs; true for what stands on none. */
export function machineRuns({ instances }: Known['state'], { node }: InstanceRecord): boolean {
  if (node === undefined) return true;
  const machine = instances.find(({ id }) => id === node);
  return machine?.phase === 'running' && machine.bootsAt === null;
}

/** ARN of the machine under a pod; undefined for what stands on none. */
export const machineOf = (arns: Arns, service: GroupModel, { node }: Pick<InstanceRecord, 'node'>) =>
  node === undefined ? undefined : arns.node(service, node);

/** The node of a zone that the next pod of a service is put on. @param reaches whether a node answers its cluster */
export function nodeFor(
  { model, state }: Known,
  service: GroupModel,
  zone: string,
  reaches: (node: InstanceRecord) => boolean,
): string | undefined {
  let best: { readonly node: string; readonly room: number } | undefined;
  for (const { id, node } of nodeGroupsUnder(model, service))
    for (const machine of state.instances) {
      if (machine.group !== id || machine.zone !== zone || !takesPods(machine) || !reaches(machine)) continue;
      const room = node.pods - podsOn(state, machine.id).length;
      if (room > (best?.room ?? 0)) best = { node: machine.id, room };
    }
  return best?.node;
}

const takesPods = ({ phase, bootsAt, lifecycle }: InstanceRecord): boolean =>
  phase === 'running' && bootsAt === null && lifecycle === 'in-service';
