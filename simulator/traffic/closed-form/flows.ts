/** From what walks saw to what the next walks meet. */
import { sharesOf } from './balancing.ts';
import type { ClosedGraph } from './graph.ts';
import type { Situation, Target } from './situation.ts';
import { idle, Station } from './station.ts';
import type { ServerTally } from './tally.ts';
import type { Conditions, Walk } from './walk.ts';

/** Of one server. Times in milliseconds, rates a millisecond. */
export interface Flow {
  readonly arrivals: number;
  /** Slots that would be in use if there were enough. */
  readonly load: number;
  readonly hold: number;
  /** Squared coefficient of variation of the time that a slot is held: 1 when it is exponential. */
  readonly variation: number;
  readonly outstanding: number;
}

export interface Flows {
  /** By service and target. */
  readonly servers: readonly (readonly Flow[])[];
  /** By load balancer: requests. */
  readonly balancers: readonly number[];
  /** Connection pools, by `poolKey`. */
  readonly pools: ReadonlyMap<string, Flow>;
}

/** Loads that change by less than this share of the slots are the same. */
const tolerance = 0.02;

/**
 * @param weight requests a millisecond that one walk stands for.
 * @param before damps: near saturation a little more load means much more wait.
 */
export function flowsOf(walk: Walk, weight: number, before: Flows | undefined): Flows {
  const servers = walk.servers.map((tallies, service) =>
    tallies.map((tally, target) => flowOf(tally, weight, before?.servers[service]?.[target])),
  );
  const pools = new Map([...walk.pools].map(([key, tally]) => [key, flowOf(tally, weight, before?.pools.get(key))]));
  return { servers, pools, balancers: walk.balancers.map(({ attempts }) => attempts * weight) };
}

function flowOf(tally: ServerTally, weight: number, last: Flow | undefined): Flow {
  const { arrivals, served, hold, holdSquared, outstanding } = tally;
  const mean = served > 0 ? hold / served : (last?.hold ?? 0);
  const load = arrivals * weight * mean;
  return {
    arrivals: arrivals * weight,
    load: last ? (load + last.load) / 2 : load,
    hold: mean,
    variation: mean > 0 && served > 0 ? Math.max(0, holdSquared / served / mean ** 2 - 1) : 1,
    outstanding: served > 0 ? outstanding / served : (last?.outstanding ?? mean),
  };
}

export const settled = (graph: ClosedGraph, situation: Situation, a: Flows, b: Flows): boolean =>
  situation.services.every((targets, service) =>
    targets.every((_, target) => {
      const change = Math.abs(a.servers[service]![target]!.load - b.servers[service]![target]!.load);
      return change < tolerance * graph.services[service]!.concurrency;
    }),
  );

export function idleConditions(graph: ClosedGraph, situation: Situation): Conditions {
  return {
    pools: new Map(),
    stations: situation.services.map((targets) => targets.map(() => idle)),
    shares: graph.balancers.map(({ service }, balancer) => {
      const used = inUse(situation.services[service]!, balancer);
      const count = used.filter(Boolean).length;
      return used.map((one) => (one ? 1 / count : 0));
    }),
  };
}

export function conditionsFor(graph: ClosedGraph, situation: Situation, flows: Flows): Conditions {
  return {
    pools: new Map([...flows.pools].map(([key, flow]) => [key, poolOf(graph, key, flow)])),
    stations: situation.services.map((targets, service) =>
      stationsOf(graph, service, targets, flows.servers[service]!),
    ),
    shares: graph.balancers.map(({ model, service }, balancer) => {
      const targets = situation.services[service]!;
      const used = inUse(targets, balancer);
      const indices = used.flatMap((one, i) => (one ? [i] : []));
      const holds = indices.map((i) =>
        targets[i]!.answers ? flows.servers[service]![i]!.outstanding : model.connectTimeout,
      );
      const shares = sharesOf(model.balance, flows.balancers[balancer]!, holds);
      return used.map((one, i) => (one ? shares[indices.indexOf(i)]! : 0));
    }),
  };
}

/** Where a load balancer looks for the least loaded target, its targets are as good as one station; else each is its own. */
function stationsOf(
  graph: ClosedGraph,
  service: number,
  targets: readonly Target[],
  flows: readonly Flow[],
): readonly Station[] {
  const { concurrency, queue } = graph.services[service]!;
  const pooled = graph.balancers.some(
    (balancer) => balancer.service === service && ['least-outstanding', 'two-choices'].includes(balancer.model.balance),
  );
  if (!pooled)
    return flows.map(
      ({ load, hold, variation }) => new Station({ load, hold, variation, servers: concurrency, places: queue }),
    );
  // One whose disk stands still keeps what it has been given: nobody finds a free slot there.
  const stuck = targets.map(({ hindered }) => hindered?.diskLatency === Number.POSITIVE_INFINITY);
  const members = flows.filter((_, i) => targets[i]!.answers && !stuck[i] && flows[i]!.arrivals > 0);
  if (members.length === 0) return flows.map(() => idle);
  const rate = members.reduce((sum, flow) => sum + flow.arrivals, 0);
  const mean = (of: (flow: Flow) => number) => members.reduce((sum, flow) => sum + flow.arrivals * of(flow), 0) / rate;
  const station = new Station({
    load: members.reduce((sum, flow) => sum + flow.load, 0),
    hold: mean(({ hold }) => hold),
    variation: mean(({ variation }) => variation),
    servers: concurrency * members.length,
    places: queue * members.length,
  });
  const alone = ({ load, hold, variation }: Flow) =>
    new Station({ load, hold, variation, servers: concurrency, places: queue });
  return flows.map((flow, i) => (stuck[i] ? alone(flow) : targets[i]!.answers ? station : idle));
}

/** Targets that pass their checks, or all that are registered when none does; those in zones that it has left are the last. */
function inUse(targets: readonly Target[], balancer: number): readonly boolean[] {
  const open = targets.map(({ registered, left }) => registered && !left?.[balancer]);
  const passing = targets.map((target, i) => open[i]! && target.passing[balancer]!);
  if (passing.some(Boolean)) return passing;
  return open.some(Boolean) ? open : targets.map(({ registered }) => registered);
}

/** A pool is a station whose slots are connections, each held from the call to its answer. */
function poolOf(graph: ClosedGraph, key: string, { load, hold, variation }: Flow): Station {
  const [service, , index] = key.split('/').map(Number);
  const { size, queue } = graph.services[service!]!.calls.find((call) => call.index === index)!.pool!;
  return new Station({ load, hold, variation, servers: size, places: queue });
}
