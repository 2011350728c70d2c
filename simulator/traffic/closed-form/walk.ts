/**
 * One request, followed from its client to the bottom and back, with every time drawn and
 * every wait taken from its station's equilibrium. Nothing is simulated beside it: what
 * the others do is in the stations.
 */
import type { Random } from '../../engine/random.ts';
import { answerAt } from '../../routing.ts';
import { beforeAnswer, fateOf, needsLuck, turnedAway } from '../fate.ts';
import { losses, lossLimit, retransmissionDelay } from '../loss.ts';
import { backoff, makesCall } from '../requests/calls.ts';
import type { Call, ClosedGraph } from './graph.ts';
import { memberOf } from './member.ts';
import { avoidedBy, reached, reaches, roadBetween, zoneMet } from './places.ts';
import type { Situation, Target } from './situation.ts';
import { idle, type Station } from './station.ts';
import { NodeTally, ServerTally } from './tally.ts';

/** What requests meet, as estimated so far. */
export interface Conditions {
  /** By service and target. */
  readonly stations: readonly (readonly Station[])[];
  /** By load balancer and target of its service: shares of the targets in use, 0 for the others. */
  readonly shares: readonly (readonly number[])[];
  /** Connection pools, by `poolKey`. */
  readonly pools: ReadonlyMap<string, Station>;
}

/** The server that calls: where it stands among the targets of its service, and how. */
interface Caller {
  readonly service: number;
  readonly at: number;
  readonly target: Target;
  /** Of the request that it works on. */
  readonly luck: number;
}

/** A disk that stands still is waited for longer than any caller has patience. */
const stuckFor = 60_000;

export const poolKey = (service: number, at: number, call: number): string => `${service}/${at}/${call}`;

interface Outcome {
  readonly ok: boolean;
  /** Milliseconds; Infinity when no answer comes. */
  readonly time: number;
  /** For so long the connection is kept beyond it. */
  readonly held?: number;
}

const silence: Outcome = { ok: false, time: Number.POSITIVE_INFINITY };

export class Walk {
  readonly clients: readonly NodeTally[];
  readonly balancers: readonly NodeTally[];
  readonly services: readonly NodeTally[];
  /** By service and target. */
  readonly servers: readonly (readonly ServerTally[])[];
  /** By `poolKey`. */
  readonly pools = new Map<string, ServerTally>();
  readonly #graph: ClosedGraph;
  readonly #situation: Situation;
  readonly #conditions: Conditions;
  readonly #random: Random;
  #nature = 0;

  constructor(graph: ClosedGraph, situation: Situation, conditions: Conditions, random: Random) {
    this.clients = graph.clients.map(() => new NodeTally());
    this.balancers = graph.balancers.map(() => new NodeTally());
    this.services = graph.services.map(() => new NodeTally());
    this.servers = situation.services.map((targets) => targets.map(() => new ServerTally()));
    this.#graph = graph;
    this.#situation = situation;
    this.#conditions = conditions;
    this.#random = random;
  }

  /** One request of a client. */
  request(client: number): void {
    const tally = this.clients[client]!;
    this.#nature = this.#random.int(2 ** 32);
    const call = this.#aim(client);
    const sent = () => {
      tally.attempts++;
    };
    if (!call) sent();
    const { ok, time } = call ? this.#call(call, undefined, sent) : { ok: false, time: 0 };
    tally.ended(ok, time);
  }

  /** Where its name leads for this request; undefined where it has no answer. */
  #aim(client: number): Call | undefined {
    const { call, ways } = this.#graph.clients[client]!;
    const destinations = this.#situation.destinations[client];
    if (!destinations) return call;
    const chosen = answerAt(destinations, this.#random.next());
    return chosen && ways.get(chosen.to);
  }

  #call(call: Call, from: Caller | undefined, sent?: () => void): Outcome {
    let total = 0;
    for (let made = 1; ; made++) {
      sent?.();
      const { ok, time } = this.#connected(call, from);
      total += Math.min(time, call.timeout);
      if (ok && time < call.timeout) return { ok, time: total };
      if (made > call.retries.max) return { ok: false, time: total };
      total += backoff(call.retries, made, this.#random);
    }
  }

  /** With a connection of the caller's pool, where it keeps one: the time that it waits for it is the call's own. */
  #connected(call: Call, from: Caller | undefined): Outcome {
    if (!call.pool || !from) return this.#hindered(call, from, call.timeout);
    const key = poolKey(from.service, from.at, call.index);
    const station = this.#conditions.pools.get(key) ?? idle;
    const tally = this.pools.get(key) ?? new ServerTally();
    this.pools.set(key, tally);
    tally.arrivals++;
    if (station.refused > 0 && this.#random.next() < station.refused) return { ok: false, time: 0 };
    const wait = station.waits > 0 && this.#random.next() < station.waits ? station.wait(this.#random) : 0;
    if (wait >= call.timeout) return silence;
    const { ok, time, held: beyond = 0 } = this.#hindered(call, from, call.timeout - wait);
    const left = call.timeout - wait;
    const held = time < left ? time + beyond : left;
    tally.served++;
    tally.hold += held;
    tally.holdSquared += held * held;
    return { ok, time: wait + time };
  }

  /** Past whatever stands between the caller and what it calls. */
  #hindered(call: Call, from: Caller | undefined, patience: number): Outcome {
    const hindrance = from?.target.hindered?.outgoing.find(({ to }) => to === call.to);
    if (!hindrance) return this.#distant(call, from, patience);
    if (hindrance.outcome === 'silent') return silence;
    if (hindrance.outcome === 'refused') return { ok: false, time: 0 };
    const lost = losses(hindrance.lossShare, this.#random);
    if (lost === lossLimit) return { ok: false, time: retransmissionDelay(lost) };
    const fate = fateOf(hindrance.mishaps, this.#random, { nature: this.#nature, luck: from?.luck ?? 0 });
    if (fate.outcome === 'silent') return silence;
    if (fate.outcome === 'refused') return { ok: false, time: fate.delay };
    const late = hindrance.latency + retransmissionDelay(lost) + fate.delay;
    const { ok, time } = this.#distant(call, from, patience - late);
    if (fate.outcome === 'unanswered') return silence;
    return { ok: ok && fate.outcome === 'late', time: time + late, held: fate.held };
  }

  /** Over the way to another Region, where it leads to one. */
  #distant(call: Call, from: Caller | undefined, patience: number): Outcome {
    if (call.distance === 0) return this.#attempt(call, from, patience);
    const { ok, time } = this.#attempt(call, from, patience - call.distance);
    return { ok, time: time + call.distance };
  }

  /** @param patience until the caller gives up, in milliseconds. */
  #attempt(call: Call, from: Caller | undefined, patience: number): Outcome {
    if (call.balancer < 0) return this.#direct(call, from);
    const tally = this.balancers[call.balancer]!;
    tally.attempts++;
    const outcome = this.#balanced(call, from);
    if (outcome.time >= patience) tally.abandoned++;
    else tally.ended(outcome.ok, outcome.time);
    return outcome;
  }

  #balanced(call: Call, from: Caller | undefined): Outcome {
    const { model, zones } = this.#graph.balancers[call.balancer]!;
    const { connectRetries, connectTimeout } = model;
    const targets = this.#situation.services[call.service]!;
    const zone = this.#situation.divided ? zoneMet(zones, from?.target, this.#random) : undefined;
    const tried: number[] = [];
    if (zone !== undefined) tried.push(...avoidedBy(call.balancer, targets, zone));
    const avoided = tried.length;
    for (let waited = 0; ; waited += connectTimeout) {
      const at = this.#choose(call.balancer, tried);
      if (at < 0) return { ok: false, time: waited };
      if (targets[at]!.answers && reached(targets[at]!, zone)) {
        this.services[call.service]!.attempts++;
        const { ok, time } = this.#serve(call, at, zone);
        return { ok, time: waited + time };
      }
      tried.push(at);
      if (tried.length - avoided > connectRetries) return { ok: false, time: waited + connectTimeout };
    }
  }

  #choose(balancer: number, tried: readonly number[]): number {
    const shares = this.#conditions.shares[balancer]!;
    let left = 0;
    for (let i = 0; i < shares.length; i++) if (!tried.includes(i)) left += shares[i]!;
    if (left <= 0) return -1;
    let at = this.#random.next() * left;
    let last = -1;
    for (let i = 0; i < shares.length; i++) {
      if (shares[i]! <= 0 || tried.includes(i)) continue;
      last = i;
      at -= shares[i]!;
      if (at < 0) return i;
    }
    return last;
  }

  #direct(call: Call, from: Caller | undefined): Outcome {
    const tally = this.services[call.service]!;
    tally.attempts++;
    const targets = this.#situation.services[call.service]!;
    const database = this.#graph.services[call.service]!.kind === 'database';
    const at = memberOf(call, database, targets, from?.target, this.#random);
    if (at >= 0 && reaches(from?.target, targets[at]!)) {
      const served = this.#serve(call, at, from?.target.hindered?.zone, from?.target);
      return { ...served, time: served.time + this.#graph.further(call, targets[at]!.region) };
    }
    tally.refusals++;
    return at < 0 ? { ok: false, time: 0 } : silence;
  }

  /** @param zone that it is called from. @param from the server that calls it without a load balancer */
  #serve(call: Call, at: number, zone: string | undefined, from?: Target): Outcome {
    const service = this.#graph.services[call.service]!;
    const target = this.#situation.services[call.service]![at]!;
    const station = this.#conditions.stations[call.service]![at]!;
    const tally = this.services[call.service]!;
    const server = this.servers[call.service]![at]!;
    const random = this.#random;
    const lost = target.lossShare > 0 ? losses(target.lossShare, random) : 0;
    const road = roadBetween(target, zone, from, random);
    const network = Math.max(0, (service.kind === 'lambda' ? 0 : target.addedLatency) + road.delay);
    const delay = network + retransmissionDelay(lost);
    const bearer = { nature: this.#nature, luck: 0 };
    const faulty = target.errorShare > 0 && random.next() < target.errorShare;
    const readOnly = call.write && service.kind === 'database' && !target.writer;
    const missing = target.hindered?.missing ?? 0;
    const absent = !call.write && missing > 0 && random.next() < missing;
    if (faulty || readOnly || absent || turnedAway(target.hindered?.mishaps, random, bearer)) {
      tally.refusals++;
      return { ok: false, time: delay };
    }
    server.arrivals++;
    if (station.refused > 0 && random.next() < station.refused) {
      tally.refusals++;
      return { ok: false, time: delay };
    }
    const wait = station.waits > 0 && random.next() < station.waits ? station.wait(random) : 0;
    const slowStart = service.kind === 'lambda' ? target.addedLatency : 0;
    const luck = target.hindered && needsLuck(target.hindered.outgoing) ? random.int(2 ** 32) : 0;
    const fate = fateOf(beforeAnswer(target.hindered?.mishaps), random, { ...bearer, luck });
    const work = slowStart + fate.delay + this.#disk(target) + service.times.draw() / target.speed;
    const { ok, time } = this.#calls(call, { service: call.service, at, target, luck }, work);
    server.served++;
    server.work += work;
    server.hold += time;
    server.holdSquared += time * time;
    server.outstanding += Math.min(wait + time + delay, call.timeout);
    tally.ended(ok, wait + time + delay);
    if (ok && call.write && (service.kind === 'database' || service.kind === 'bucket')) tally.writes++;
    const heard = lost < lossLimit && !road.broken && fate.outcome === 'late';
    return { ok: ok && heard, time: wait + time + delay };
  }

  /** How long a request waits for the disk, if it needs it. */
  #disk({ hindered }: Target): number {
    if (!hindered || hindered.diskShare === 0 || this.#random.next() >= hindered.diskShare) return 0;
    return Math.min(hindered.diskLatency, stuckFor);
  }

  /** The work, and then what it calls, one after the other until one fails that it cannot do without. */
  #calls(call: Call, caller: Caller, work: number): Outcome {
    const service = this.#graph.services[call.service]!;
    const { target } = caller;
    const tally = this.services[call.service]!;
    let calls = service.calls;
    if (service.kind === 'cache') {
      const hit = !call.write && this.#random.next() < service.hitShare * (target.hindered?.warmth ?? 1);
      if (hit) tally.hits++;
      else if (!call.write) tally.misses++;
      calls = hit ? [] : [service.calls[call.write ? 1 : 0]!];
    }
    let total = work;
    for (const next of calls) {
      if (!makesCall(this.#nature, next.index, next.share)) continue;
      const { ok, time } = this.#call(next, caller);
      total += time;
      if (ok) continue;
      if (!next.optional) return { ok: false, time: total };
      tally.fallbacks++;
    }
    return { ok: true, time: total };
  }
}
