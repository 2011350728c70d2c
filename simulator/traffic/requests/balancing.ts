/** How a load balancer chooses among its targets. */
import { avoided, zoneOf } from './apart.ts';
import { triedLimit } from './exchanges.ts';
import type { BalancerNode } from './nodes.ts';
import type { Simulation } from './simulation.ts';

/**
 * A target for the exchange, or −1 when none is left. Targets that pass their health
 * checks, or all that are registered when none passes (an ALB fails open); never one
 * whose connection has failed this exchange before.
 */
export function choose(s: Simulation, balancer: BalancerNode, exchange: number): number {
  const registered = balancer.left.length === 0 ? balancer.registered : inZones(s, balancer);
  const plain = balancer.apart.size === 0 && balancer.left.length === 0;
  const passing = plain ? balancer.passing : inReach(s, balancer, exchange);
  const targets = passing.length > 0 ? passing : registered;
  const count = s.exchanges.triedCount[exchange]!;
  return pick(balancer, count === 0 ? targets : untried(s, balancer, targets, exchange, count));
}

/** Targets that pass, as the node sees them that has the exchange. */
function inReach(s: Simulation, balancer: BalancerNode, exchange: number): number[] {
  const zone = balancer.apart.size === 0 ? undefined : zoneOf(s, balancer, exchange);
  return balancer.passing.filter((target) => !avoided(s, balancer, target, zone) && !isLeft(s, balancer, target));
}

/** Registered in zones that it has not left; where it has left all of them, it sends to them as before. */
function inZones(s: Simulation, balancer: BalancerNode): number[] {
  const open = balancer.registered.filter((target) => !isLeft(s, balancer, target));
  return open.length > 0 ? open : balancer.registered;
}

const isLeft = (s: Simulation, balancer: BalancerNode, target: number): boolean =>
  balancer.left.includes(s.fleet.servers[target]!.zone ?? '');

function untried(s: Simulation, balancer: BalancerNode, targets: number[], exchange: number, count: number): number[] {
  const first = exchange * triedLimit;
  const left = balancer.untried;
  left.length = 0;
  for (const target of targets) {
    let known = false;
    for (let i = first; i < first + count; i++) known ||= s.exchanges.tried[i] === target;
    if (!known) left.push(target);
  }
  return left;
}

function pick(balancer: BalancerNode, targets: readonly number[]): number {
  const n = targets.length;
  if (n < 2) return n === 0 ? -1 : targets[0]!;
  switch (balancer.model.balance) {
    case 'round-robin':
      balancer.turn = (balancer.turn + 1) % n;
      return targets[balancer.turn]!;
    case 'random':
      return targets[balancer.routing.int(n)]!;
    case 'two-choices': {
      const i = balancer.routing.int(n);
      const j = balancer.routing.int(n - 1);
      const one = targets[i]!;
      const other = targets[j < i ? j : j + 1]!;
      return balancer.outstanding[other]! < balancer.outstanding[one]! ? other : one;
    }
    case 'least-outstanding':
      return leastOutstanding(balancer, targets);
  }
}

/** The search starts at a random place, so that equals share the load. */
function leastOutstanding(balancer: BalancerNode, targets: readonly number[]): number {
  const n = targets.length;
  let at = balancer.routing.int(n);
  let best = targets[at]!;
  let least = balancer.outstanding[best]!;
  for (let i = 1; i < n && least > 0; i++) {
    at = at + 1 === n ? 0 : at + 1;
    const target = targets[at]!;
    const outstanding = balancer.outstanding[target]!;
    if (outstanding < least) {
      best = target;
      least = outstanding;
    }
  }
  return best;
}
