/**
 * One request, followed from its client to the bottom and back, with every time drawn and
 * every wait taken from its station's equilibrium. Nothing is simulated beside it: what
 * the others do is in the stations.
 */
import type { Random } from '../../engine/random.ts';
import { losses, lossLimit, retransmissionDelay } from '../requests/answers.ts';
import { backoff, makesCall } from '../requests/calls.ts';
import type { Call, ClosedGraph } from './graph.ts';
import type { Situation, Target } from './situation.ts';
import type { Station } from './station.ts';
import { NodeTally, ServerTally } from './tally.ts';

/** What requests meet, as estimated so far. */
export interface Conditions {
  /** By service and target. */
  readonly stations: readonly (readonly Station[])[];
  /** By load balancer and target of its service: shares of the targets in use, 0 for the others. */
  readonly shares: readonly (readonly number[])[];
}

interface Outcome {
  readonly ok: boolean;
  /** Milliseconds; Infinity when no answer comes. */
  readonly time: number;
}

const silence: Outcome = { ok: false, time: Number.POSITIVE_INFINITY };

export class Walk {
  readonly clients: readonly NodeTally[];
  readonly balancers: readonly NodeTally[];
  readonly services: readonly NodeTally[];
  /** By service and target. */
  readonly servers: readonly (readonly ServerTally[])[];
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
    const { ok, time } = this.#call(this.#graph.clients[client]!.call, () => {
      tally.attempts++;
    });
    tally.ended(ok, time);
  }

  #call(call: Call, sent?: () => void): Outcome {
    let total = 0;
    for (let made = 1; ; made++) {
      sent?.();
      const { ok, time } = this.#attempt(call);
      total += Math.min(time, call.timeout);
      if (ok && time < call.timeout) return { ok, time: total };
      if (made > call.retries.max) return { ok: false, time: total };
      total += backoff(call.retries, made, this.#random);
    }
  }

  #attempt(call: Call): Outcome {
    if (call.balancer < 0) return this.#direct(call);
    const tally = this.balancers[call.balancer]!;
    tally.attempts++;
    const outcome = this.#balanced(call);
    if (outcome.time >= call.timeout) tally.abandoned++;
    else tally.ended(outcome.ok, outcome.time);
    return outcome;
  }

  #balanced(call: Call): Outcome {
    const { connectRetries, connectTimeout } = this.#graph.balancers[call.balancer]!.model;
    const targets = this.#situation.services[call.service]!;
    const tried: number[] = [];
    for (let waited = 0; ; waited += connectTimeout) {
      const at = this.#choose(call.balancer, tried);
      if (at < 0) return { ok: false, time: waited };
      if (targets[at]!.answers) {
        this.services[call.service]!.attempts++;
        const { ok, time } = this.#serve(call, at);
        return { ok, time: waited + time };
      }
      tried.push(at);
      if (tried.length > connectRetries) return { ok: false, time: waited + connectTimeout };
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

  #direct(call: Call): Outcome {
    const tally = this.services[call.service]!;
    tally.attempts++;
    const targets = this.#situation.services[call.service]!;
    const at = this.#member(call, targets);
    if (at >= 0 && targets[at]!.answers) return this.#serve(call, at);
    tally.refusals++;
    return at < 0 ? { ok: false, time: 0 } : silence;
  }

  /** Writes to the writer; reads to a reader that answers, or else to the writer; elsewhere any that answers. */
  #member({ write, service }: Call, targets: readonly Target[]): number {
    const database = this.#graph.services[service]!.kind === 'database';
    if (database && write) return targets.findIndex(({ writer }) => writer);
    const answering = targets.flatMap(({ answers }, i) => (answers ? [i] : []));
    const readers = database ? answering.filter((i) => !targets[i]!.writer) : answering;
    const eligible = readers.length > 0 ? readers : answering;
    if (eligible.length === 0) return targets.length > 0 ? 0 : -1;
    return eligible.length === 1 ? eligible[0]! : eligible[this.#random.int(eligible.length)]!;
  }

  #serve(call: Call, at: number): Outcome {
    const service = this.#graph.services[call.service]!;
    const target = this.#situation.services[call.service]![at]!;
    const station = this.#conditions.stations[call.service]![at]!;
    const tally = this.services[call.service]!;
    const server = this.servers[call.service]![at]!;
    const random = this.#random;
    const lost = target.lossShare > 0 ? losses(target.lossShare, random) : 0;
    const delay = (service.kind === 'lambda' ? 0 : target.addedLatency) + retransmissionDelay(lost);
    const faulty = target.errorShare > 0 && random.next() < target.errorShare;
    const readOnly = call.write && service.kind === 'database' && !target.writer;
    if (faulty || readOnly) {
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
    const work = slowStart + service.times.draw() / target.speed;
    const { ok, time } = this.#calls(call, work);
    server.served++;
    server.work += work;
    server.hold += time;
    server.holdSquared += time * time;
    server.outstanding += Math.min(wait + time + delay, call.timeout);
    tally.ended(ok, wait + time + delay);
    return { ok: ok && lost < lossLimit, time: wait + time + delay };
  }

  /** The work, and then what it calls, one after the other until one fails that it cannot do without. */
  #calls(call: Call, work: number): Outcome {
    const service = this.#graph.services[call.service]!;
    const tally = this.services[call.service]!;
    let calls = service.calls;
    if (service.kind === 'cache') {
      const hit = !call.write && this.#random.next() < service.hitShare;
      if (hit) tally.hits++;
      else if (!call.write) tally.misses++;
      calls = hit ? [] : [service.calls[call.write ? 1 : 0]!];
    }
    let total = work;
    for (const next of calls) {
      if (!makesCall(this.#nature, next.index, next.share)) continue;
      const { ok, time } = this.#call(next);
      total += time;
      if (ok) continue;
      if (!next.optional) return { ok: false, time: total };
      tally.fallbacks++;
    }
    return { ok: true, time: total };
  }
}
