/** The caller's side: the calls of a job in order, attempts, timeouts, backoff, fallbacks. */
import type { Random } from '../../engine/random.ts';
import type { RetryPolicy } from '../../model.ts';
import { fateOf } from '../fate.ts';
import { losses, lossLimit, retransmissionDelay } from '../loss.ts';
import { place } from '../nature.ts';
import { abandon, answer, release } from './answers.ts';
import { clearDeadline, expired, setDeadline } from './deadlines.ts';
import { encode, RETRY } from './events.ts';
import { ABANDONED, OPEN } from './exchanges.ts';
import { BACKING_OFF, CALLING, LOST } from './jobs.ts';
import type { Calling, Edge } from './nodes.ts';
import { connects, disconnect, keepsConnection } from './pools.ts';
import { route } from './routing.ts';
import { finish } from './serving.ts';
import type { Simulation } from './simulation.ts';
import { wayTo } from './ways.ts';

/** Makes the job's next call, or ends it when none is left. */
export function proceed(s: Simulation, job: number): void {
  const { jobs } = s;
  const end = jobs.end[job]!;
  for (let at = jobs.edge[job]!; at < end; at++) {
    if (makesCall(jobs.nature[job]!, at, s.edges[at]!.share)) {
      jobs.edge[job] = at;
      jobs.attempts[job] = 0;
      attempt(s, job);
      return;
    }
  }
  conclude(s, job, true);
}

/**
 * Whether a request of this nature makes the call at an edge of this share. An order
 * stays an order when it is retried: drawn anew, a second try would be likely not to
 * need what the first one failed on, and every failure of a rare call would be hidden.
 */
export function makesCall(nature: number, edge: number, share: number): boolean {
  return share >= 1 || place(nature, edge) < share;
}

export function attempt(s: Simulation, job: number): void {
  const { jobs, exchanges } = s;
  const answered = jobs.server[job]! >= 0 || aims(s, job);
  const edge = s.edges[jobs.edge[job]!]!;
  const exchange = exchanges.take(edge.index, job, s.now);
  jobs.attempts[job] = jobs.attempts[job]! + 1;
  jobs.outgoing[job] = exchange;
  jobs.phase[job] = CALLING;
  setDeadline(s, edge, exchange);
  const server = jobs.server[job]!;
  if (server < 0) s.clients[~jobs.node[job]!]!.meter.attempts++;
  if (!answered) answer(s, exchange, false, 0);
  else if (connects(s, edge, exchange, server)) send(s, edge, exchange, server);
}

/** Turns a client's request to where its name leads now. False: the name has no answer. */
function aims(s: Simulation, job: number): boolean {
  const { jobs } = s;
  const client = s.clients[~jobs.node[job]!]!;
  if (!client.resolvers) return true;
  const to = client.resolvers.destination(jobs.nature[job]!, s.now);
  if (to === undefined) return false;
  const { index } = client.ways.get(to) ?? wayTo(s, client, to);
  jobs.edge[job] = index;
  jobs.end[job] = index + 1;
  return true;
}

/** Sends an attempt on its way, past whatever hinders its caller. */
export function send(s: Simulation, edge: Edge, exchange: number, server: number): void {
  if (edge.distance > 0) s.exchanges.extra[exchange] = edge.distance;
  const from = s.fleet.servers[server];
  // From a server cut off from the network nothing goes out either.
  if (from?.reachable === false) return;
  const hindrance = from?.outgoing.find(({ to }) => to === edge.to);
  if (hindrance) {
    const { outcome, latency, lossShare, mishaps } = hindrance;
    if (outcome === 'silent') return;
    const job = s.exchanges.caller[exchange]!;
    const { faults } = s.services[s.jobs.node[job]!]!;
    const lost = outcome === 'refused' ? 0 : losses(lossShare, faults);
    if (outcome === 'refused' || lost === lossLimit) {
      answer(s, exchange, false, retransmissionDelay(lost));
      return;
    }
    const fate = fateOf(mishaps, faults, { nature: s.jobs.nature[job]!, luck: s.jobs.luck[job]! });
    if (fate.outcome === 'silent') return;
    if (fate.outcome === 'refused') {
      answer(s, exchange, false, fate.delay);
      return;
    }
    s.exchanges.extra[exchange] = edge.distance + latency + retransmissionDelay(lost) + fate.delay;
    s.exchanges.spoiled[exchange] = fate.outcome === 'spoiled' ? 1 : fate.outcome === 'unanswered' ? 2 : 0;
    s.exchanges.held[exchange] = fate.held;
  }
  route(s, edge, exchange);
}

/** The backoff before a retry is over. */
export function retry(s: Simulation, job: number): void {
  if (s.jobs.phase[job] === LOST) s.jobs.slots.give(job);
  else attempt(s, job);
}

/** An answer is back at the caller, or at the load balancer before it. */
export function answered(s: Simulation, exchange: number): void {
  const { exchanges, jobs } = s;
  if (exchanges.phase[exchange] === ABANDONED) {
    exchanges.slots.give(exchange);
    return;
  }
  const edge = s.edges[exchanges.edge[exchange]!]!;
  const ok = exchanges.succeeded[exchange] === 1;
  if (exchanges.balanced[exchange] === 1) {
    release(s, exchange);
    const { meter } = s.balancers[edge.balancer]!;
    meter.ended(ok);
    meter.latency.record(s.now - exchanges.sent[exchange]! - exchanges.extra[exchange]!);
  }
  const job = exchanges.caller[exchange]!;
  const server = jobs.server[job]!;
  const lost = exchanges.spoiled[exchange] === 2;
  if (lost || (server >= 0 && !s.fleet.servers[server]!.reachable)) {
    exchanges.phase[exchange] = OPEN;
    return;
  }
  const spoiled = exchanges.spoiled[exchange] === 1;
  clearDeadline(s, edge, exchange);
  if (!keepsConnection(s, edge, exchange, server)) {
    disconnect(s, edge, exchange, server);
    exchanges.slots.give(exchange);
  }
  jobs.outgoing[job] = -1;
  if (ok && !spoiled) advance(s, job);
  else failed(s, job, edge);
}

/** The deadline of an edge's oldest exchange has come, unless that has been answered. */
export function timedOut(s: Simulation, edge: Edge): void {
  for (let exchange = expired(s, edge); exchange >= 0; exchange = expired(s, edge)) {
    const job = s.exchanges.caller[exchange]!;
    abandon(s, exchange);
    s.jobs.outgoing[job] = -1;
    if (s.jobs.server[job]! < 0) s.clients[~s.jobs.node[job]!]!.resolvers?.unanswered(s.jobs.nature[job]!);
    failed(s, job, edge);
  }
}

function failed(s: Simulation, job: number, edge: Edge): void {
  const { jobs } = s;
  const made = jobs.attempts[job]!;
  const caller = callerOf(s, job);
  if (made <= edge.retries.max) {
    const delay = backoff(edge.retries, made, caller.backoff);
    jobs.phase[job] = BACKING_OFF;
    s.events.push(s.now + delay, encode(RETRY, job));
  } else if (edge.optional) {
    caller.meter.fallbacks++;
    advance(s, job);
  } else {
    conclude(s, job, false);
  }
}

function advance(s: Simulation, job: number): void {
  s.jobs.edge[job] = s.jobs.edge[job]! + 1;
  proceed(s, job);
}

function conclude(s: Simulation, job: number, ok: boolean): void {
  const { jobs } = s;
  const node = jobs.node[job]!;
  if (node >= 0) {
    finish(s, job, ok);
    return;
  }
  const { meter } = s.clients[~node]!;
  s.requests--;
  meter.ended(ok);
  meter.latency.record(s.now - jobs.start[job]!);
  jobs.slots.give(job);
}

function callerOf(s: Simulation, job: number): Calling {
  const node = s.jobs.node[job]!;
  return node >= 0 ? s.services[node]! : s.clients[~node]!;
}

/** Milliseconds before the retry that follows attempt `made` (from 1). */
export function backoff({ policy, base, cap }: RetryPolicy, made: number, random: Random): number {
  if (policy === 'immediate') return 0;
  if (policy === 'fixed') return base;
  const ceiling = Math.min(cap, base * 2 ** (made - 1));
  return policy === 'exponential' ? ceiling : ceiling * random.next();
}
