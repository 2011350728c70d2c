/**
 * Health checks of load balancers. They are events like any other, and wait their turn
 * behind the requests of an overloaded target, but they take no slot and draw from
 * streams of their own: checking more often never shifts the traffic. What a check
 * asks costs the target no time.
 */
import { losses, lossLimit, retransmissionDelay } from '../loss.ts';
import { roadOf } from '../road.ts';
import { networkLatency } from './answers.ts';
import { CHECK, CHECK_DUE, encode } from './events.ts';
import type { HealthCheck } from './health-check.ts';
import type { BalancerNode } from './nodes.ts';
import type { Simulation } from './simulation.ts';

/** Targets that stand when traffic starts have been checked before; later ones begin unhealthy. */
export function register(s: Simulation, balancer: BalancerNode, server: number): void {
  const { up, reachable } = s.fleet.servers[server]!;
  const healthy = s.now === 0 && up && reachable;
  const index = s.checks.length;
  const counts = { passes: 0, failures: 0, sentAt: 0, servedAtRelease: 0, deaths: 0 };
  s.checks.push({ index, balancer: balancer.index, server, healthy, over: false, ...counts });
  balancer.checkOf[server] = index;
  insert(balancer.registered, server);
  if (healthy) insert(balancer.passing, server);
  balancer.outstanding[server] ??= 0;
  s.events.push(s.now + balancer.checks.next() * balancer.model.healthCheck.every, encode(CHECK, index));
}

export function deregister(s: Simulation, balancer: BalancerNode, server: number): void {
  s.checks[balancer.checkOf[server]!]!.over = true;
  remove(balancer.registered, server);
  remove(balancer.passing, server);
}

export function isHealthy(s: Simulation, balancer: BalancerNode, server: number): boolean {
  const record = s.checks[balancer.checkOf[server] ?? -1];
  return record !== undefined && !record.over && record.healthy;
}

/** Sends a check. It is answered at once by a free slot, in turn by a full one, never by a dead one. */
export function check(s: Simulation, record: HealthCheck): void {
  if (record.over) return;
  const balancer = s.balancers[record.balancer]!;
  const state = s.fleet.servers[record.server]!;
  const station = s.stations[record.server]!;
  const service = s.services[station.service]!;
  const { timeout } = balancer.model.healthCheck;
  record.sentAt = s.now;
  record.deaths = station.deaths;
  record.servedAtRelease = Number.POSITIVE_INFINITY;
  const faulty = state.errorShare > 0 && balancer.checks.next() < state.errorShare;
  const lost = losses(state.lossShare, balancer.checks);
  // Its nodes in all zones check; what only some of them meet is left out.
  const road = roadOf(state.impairments, undefined, balancer.checks);
  const network = service.kind === 'lambda' ? state.addedLatency : networkLatency(service, state);
  const delay = retransmissionDelay(lost) + Math.max(0, network + road.delay);
  const silent = !state.up || !state.reachable || lost === lossLimit || road.broken || delay >= timeout;
  const busy = station.busy >= station.concurrency;
  if (silent) {
    expect(s, record, timeout);
  } else if (faulty || (busy && station.queued >= station.queueLimit)) {
    judge(s, record, false);
  } else if (busy) {
    record.servedAtRelease = station.released + station.queued + 1;
    expect(s, record, timeout - delay);
  } else {
    judge(s, record, true);
  }
}

/** The last moment at which the target could have served the check in time. */
export function checkDue(s: Simulation, record: HealthCheck): void {
  if (record.over) return;
  const { reachable } = s.fleet.servers[record.server]!;
  const { released, deaths } = s.stations[record.server]!;
  judge(s, record, reachable && deaths === record.deaths && released >= record.servedAtRelease);
}

const expect = (s: Simulation, record: HealthCheck, delay: number): void =>
  s.events.push(s.now + delay, encode(CHECK_DUE, record.index));

function judge(s: Simulation, record: HealthCheck, passed: boolean): void {
  const balancer = s.balancers[record.balancer]!;
  const { every, healthyAfter, unhealthyAfter } = balancer.model.healthCheck;
  record.passes = passed ? record.passes + 1 : 0;
  record.failures = passed ? 0 : record.failures + 1;
  if (!record.healthy && record.passes >= healthyAfter) {
    record.healthy = true;
    insert(balancer.passing, record.server);
  } else if (record.healthy && record.failures >= unhealthyAfter) {
    record.healthy = false;
    remove(balancer.passing, record.server);
  }
  s.events.push(Math.max(s.now, record.sentAt + every), encode(CHECK, record.index));
}

/** Keeps a list of servers in order of birth. */
export function insert(list: number[], server: number): void {
  const at = list.findIndex((other) => other >= server);
  if (at < 0) list.push(server);
  else if (list[at] !== server) list.splice(at, 0, server);
}

export function remove(list: number[], server: number): void {
  const at = list.indexOf(server);
  if (at >= 0) list.splice(at, 1);
}
