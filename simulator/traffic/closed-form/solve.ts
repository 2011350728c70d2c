/**
 * The traffic of one situation. Retries, timeouts and waits depend on each other, so the
 * load of every server is a fixed point: from idle stations up, walks measure the load
 * that the present waits provoke, the load gives new waits, until it stays the same.
 * Where an overload could also sustain itself after its cause, the lower point is found.
 */
import { stream } from '../../engine/random.ts';
import type { WorldModel } from '../../model.ts';
import { conditionsFor, type Flows, flowsOf, idleConditions, settled } from './flows.ts';
import type { Use } from './gathering.ts';
import { closedGraph } from './graph.ts';
import { type Profile, profileOf } from './profile.ts';
import type { Situation } from './situation.ts';
import { Walk } from './walk.ts';

/** Walks for an estimate of loads, and for the answer. */
const rehearsal = 400;
const performance = 2500;
/** Rounds after which the loads are taken as they are: they then swing about their point. */
const rounds = 40;

export interface Solution {
  /** In the model's order. */
  readonly clients: readonly Profile[];
  readonly balancers: readonly Profile[];
  readonly services: readonly Profile[];
  /** By service. */
  readonly use: readonly Use[];
  /** By service: writes of the walks. */
  readonly writes: readonly number[];
  /** Requests a millisecond that one walk stands for. */
  readonly weight: number;
}

/** Pure: the same model and situation have the same solution, whatever the seed. */
export function solve(model: WorldModel, situation: Situation): Solution {
  const random = stream(0, `closed-form/${situation.key}`);
  const graph = closedGraph(model, random);
  const total = graph.clients.reduce((sum, { rate }) => sum + rate, 0) / 1000;
  let conditions = idleConditions(graph, situation);
  const walk = (count: number): Walk => {
    const walked = new Walk(graph, situation, conditions, random);
    // Without clients nobody asks for anything.
    const requests = graph.clients.length === 0 ? 0 : count;
    for (let i = 0; i < requests; i++) walked.request(clientAt(graph.clients, ((i + 0.5) / requests) * total * 1000));
    return walked;
  };
  let flows: Flows | undefined;
  for (let round = 0; round < rounds; round++) {
    const next = flowsOf(walk(rehearsal), total / rehearsal, flows);
    const done = flows !== undefined && settled(graph, situation, flows, next);
    flows = next;
    conditions = conditionsFor(graph, situation, flows);
    if (done) break;
  }
  const final = walk(performance);
  const weight = total / performance;
  return {
    clients: final.clients.map(profileOf),
    balancers: final.balancers.map(profileOf),
    services: final.services.map(profileOf),
    use: final.servers.map((servers, i) => ({
      busy: servers.reduce((sum, { work }) => sum + work, 0) * weight,
      held: servers.reduce((sum, { hold }) => sum + hold, 0) * weight,
      queue: [...new Set(conditions.stations[i]!)].reduce((sum, { queue }) => sum + queue, 0),
    })),
    writes: final.services.map(({ writes }) => writes),
    weight,
  };
}

/** The client whose share of all requests holds the place `at`. */
function clientAt(clients: readonly { readonly rate: number }[], at: number): number {
  let before = 0;
  for (const [index, { rate }] of clients.entries()) {
    before += rate;
    if (at < before) return index;
  }
  return clients.length - 1;
}
