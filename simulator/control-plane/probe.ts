/**
 * One synthetic GET to a DNS name, judged from what stands now: which targets the load
 * balancer has, whether they and what they cannot do without can be reached, and how the
 * last collection window went (queues are not asked one by one). Draws from no stream and
 * changes nothing, so that a further probe shifts nothing.
 */
import type { SimulatedCloud } from '../cloud.ts';
import { meanOf } from '../engine/distributions.ts';
import type { Server } from '../fleet.ts';
import type { LoadBalancerModel, Millis, ServiceModel } from '../model.ts';
import { type AskingCheck, isRouted } from '../names-model.ts';
import { answerAt } from '../routing.ts';
import { effectsInForce } from './effects.ts';
import { draw } from './fingerprint.ts';
import type { Plane } from './plane.ts';
import { answersFor } from './routing.ts';

interface Answer {
  readonly status: number;
  readonly latency: Millis;
}

/** What the HTTP status says went wrong. */
const isFine = 200;
const failedInside = 500;
const badGateway = 502;
const noTargets = 503;

export function probe(plane: Plane, host: string, timeout: Millis): ReturnType<SimulatedCloud['probe']> {
  const to = answered(plane, host);
  if (to === undefined) return { failed: `no such host: ${host}` };
  const structural = ask(plane, to);
  const window = plane.state.metrics.windows[to];
  const unlucky = window !== undefined && draw(plane.seed, `probe/${host}/${plane.state.now}`) < window.failureShare;
  const status = structural.status === 200 && unlucky ? noTargets : structural.status;
  const latency = Math.max(structural.latency, window?.meanLatency ?? 0);
  if (latency >= timeout) return { failed: `no answer within ${timeout} ms` };
  return { status, latency: Math.round(latency) };
}

/** Asked for anew, from the first Region: nobody's cache, and where answers differ, one of them by chance. */
function answered(plane: Plane, host: string): string | undefined {
  const { model } = plane;
  const simple = model.dns.find(({ name }) => name === host);
  if (simple && !isRouted(simple)) return simple.to;
  const [home] = model.regions;
  const answers = answersFor(plane, host, home?.id, effectsInForce(plane.state)) ?? [];
  return (answerAt(answers, draw(plane.seed, `probe/answer/${host}/${plane.state.now}`)) ?? answers.at(-1))?.to;
}

/** Whether a checker of an endpoint is answered now: by a target that is there, or, deep, by one that has all that it needs. */
export function answersCheck(plane: Plane, { id, of, deep }: AskingCheck, checker: number): boolean {
  const name = `endpoint-check/${id}/${checker}`;
  if (deep) return ask(plane, of, undefined, name).status === isFine;
  const balancer = plane.model.loadBalancers.find((each) => each.id === of);
  if (balancer) return reachedBy(plane, balancer, name).target !== undefined;
  return plane.fleet.members(of).some((index) => isThere(plane.fleet.servers[index]!));
}

const isThere = ({ up, reachable }: Server): boolean => up && reachable;

function ask(plane: Plane, node: string, from?: Server, name?: string): Answer {
  const balancer = plane.model.loadBalancers.find(({ id }) => id === node);
  if (balancer) return askBalancer(plane, balancer, name);
  const service = plane.model.services.find(({ id }) => id === node);
  const servers = plane.fleet.members(node).map((index) => plane.fleet.servers[index]!);
  const divided = (one: Server) => one.apart.includes(from?.zone ?? '') || from?.apart.includes(one.zone ?? '');
  const server = servers.find((one) => one.up && one.reachable && !divided(one));
  return service && server ? askServer(plane, service, server) : { status: badGateway, latency: 0 };
}

function askBalancer(plane: Plane, balancer: LoadBalancerModel, name?: string): Answer {
  const service = plane.model.services.find(({ id }) => id === balancer.to);
  const { target, waited, any } = reachedBy(plane, balancer, name);
  if (!service || !any) return { status: noTargets, latency: 0 };
  if (!target) return { status: badGateway, latency: waited };
  const { status, latency } = askServer(plane, service, target);
  return { status, latency: waited + latency };
}

/** Healthy targets first. Without any, a load balancer fails open to all that are registered; zones that it has left are the last. */
function reachedBy(plane: Plane, balancer: LoadBalancerModel, name = `probe/${balancer.id}`) {
  const registered = plane.fleet
    .members(balancer.to)
    .map((index) => plane.fleet.servers[index]!)
    .filter((server) => server.registered);
  const left = plane.state.routing?.left[balancer.id] ?? [];
  const here = registered.filter(({ zone }) => zone === undefined || !left.includes(zone));
  const open = here.length > 0 ? here : registered;
  const believed = open.filter((server) => plane.traffic.healthy(balancer.id, server.index));
  const targets = believed.length > 0 ? believed : open;
  const first = Math.floor(draw(plane.seed, `${name}/${plane.state.now}`) * targets.length);
  let waited = 0;
  for (let attempt = 0; attempt <= Math.min(balancer.connectRetries, targets.length - 1); attempt++) {
    const target = targets[(first + attempt) % targets.length]!;
    if (isThere(target)) return { target, waited, any: true };
    waited += balancer.connectTimeout;
  }
  return { target: undefined, waited, any: targets.length > 0 };
}

function askServer(plane: Plane, service: ServiceModel, server: Server): Answer {
  const own = meanTime(service) / server.speed + server.addedLatency;
  if (draw(plane.seed, `probe/${server.name}/${plane.state.now}`) < server.errorShare)
    return { status: failedInside, latency: own };
  const calls = service.kind === 'auto-scaling-group' || service.kind === 'lambda' ? service.calls : [];
  let latency = own;
  for (const call of calls) {
    // A health page reads: what is only sometimes called, written or optional is not part of it.
    if (call.optional || call.share < 1 || call.operation === 'write') continue;
    const hindrance = server.outgoing.find(({ to }) => to === call.to);
    if (hindrance && hindrance.outcome !== 'late')
      return { status: failedInside, latency: latency + (hindrance.outcome === 'silent' ? call.timeout : 0) };
    const reached = ask(plane, call.to, server);
    const answer = { ...reached, latency: reached.latency + (hindrance?.latency ?? 0) };
    latency += Math.min(answer.latency, call.timeout);
    if (answer.status !== 200 || answer.latency >= call.timeout) return { status: failedInside, latency };
  }
  return { status: 200, latency };
}

function meanTime(service: ServiceModel): Millis {
  switch (service.kind) {
    case 'auto-scaling-group':
      return meanOf(service.instance.serviceTime);
    case 'cache':
      return meanOf(service.lookup);
    case 'database':
      return meanOf(service.queryTime);
    case 'table':
    case 'bucket':
      return meanOf(service.requestTime);
    case 'lambda':
      return meanOf(service.serviceTime);
  }
}
