/**
 * Spreading over zones again. A group whose zones differ by two members or more launches
 * in the emptiest zone first and gives up the oldest member of the fullest once the new
 * one is in service, as Auto Scaling does. It looks every `timings.rebalance`; a zone
 * without capacity is tried again the next time.
 */
import { schedule } from './agenda.ts';
import { activeMembers, groupById, launch, wantedCapacity, zonesByMembers } from './auto-scaling.ts';
import { drain, schedulePods } from './instances.ts';
import { instanceById, launchingModel, type Plane } from './plane.ts';
import { nodeGroupsUnder } from './pod-nodes.ts';
import { rebalancingMargin, timings } from './timings.ts';

/** The instance has warmed up and goes into service. If that is one too many, one leaves shortly after. */
export function warm(plane: Plane, id: string): void {
  const instance = instanceById(plane, id);
  if (instance?.phase !== 'running' || instance.bootsAt !== null || instance.lifecycle !== 'pending') return;
  instance.lifecycle = 'in-service';
  schedule(plane.state, plane.state.now + timeToHealthy(plane, instance.group), {
    kind: 'surplus',
    group: instance.group,
  });
  watchBalance(plane, instance.group);
  schedulePods(plane, instance.group);
}

/** Until the load balancers in front have found a new member healthy: only then is another missed by nobody. */
const timeToHealthy = (plane: Plane, group: string): number =>
  plane.model.loadBalancers
    .filter(({ to }) => to === group)
    .reduce((longest, { healthCheck: { every, healthyAfter } }) => Math.max(longest, every * healthyAfter), 0);

/** One round of rebalancing. */
export function rebalance(plane: Plane, id: string): void {
  const capacity = wantedCapacity(plane, id);
  groupById(plane, id).rebalanceAt = null;
  const ceiling = Math.max(capacity.max, capacity.desired + Math.max(1, Math.floor(capacity.max * rebalancingMargin)));
  const counts = new Map(zonesByMembers(plane, id));
  let total = activeMembers(plane, id).length;
  // Launches under way are balanced before more are made.
  if (total === capacity.desired) {
    while (total < ceiling) {
      const [fullest, emptiest] = extremes(counts);
      if (counts.get(fullest)! - counts.get(emptiest)! < 2 || !launch(plane, id, emptiest)) break;
      counts.set(emptiest, counts.get(emptiest)! + 1);
      counts.set(fullest, counts.get(fullest)! - 1);
      total += 1;
    }
  }
  watchBalance(plane, id);
}

/** Sees to a further round while the zones differ by two or more. Nobody moves pods that run. */
export function watchBalance(plane: Plane, id: string): void {
  if (nodeGroupsUnder(plane.model, launchingModel(plane, id)).length > 0) return;
  const group = groupById(plane, id);
  const counts = new Map(zonesByMembers(plane, id));
  const [fullest, emptiest] = extremes(counts);
  if (group.rebalanceAt !== null || counts.get(fullest)! - counts.get(emptiest)! < 2) return;
  group.rebalanceAt = plane.state.now + timings.rebalance;
  schedule(plane.state, group.rebalanceAt, { kind: 'rebalance', group: id });
}

/** Members beyond the desired capacity leave: from the fullest zone, the oldest in service first. */
export function giveUpSurplus(plane: Plane, id: string): void {
  const { desired } = wantedCapacity(plane, id);
  const inService = () => activeMembers(plane, id).filter(({ lifecycle }) => lifecycle === 'in-service');
  while (inService().length > desired) {
    const [zone] = zonesByMembers(plane, id).at(-1)!;
    const oldest = inService()
      .filter((instance) => instance.zone === zone)
      .sort((a, b) => a.launchedAt - b.launchedAt)[0];
    if (!oldest) return;
    drain(plane, oldest, timings.deregistration);
  }
}

function extremes(counts: ReadonlyMap<string, number>): readonly [fullest: string, emptiest: string] {
  const ordered = [...counts].sort((a, b) => b[1] - a[1]);
  return [ordered[0]![0], ordered.at(-1)![0]];
}
