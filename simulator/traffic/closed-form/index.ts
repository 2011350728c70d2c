/**
 * Traffic by formula: the same measurements as the request model's, from what stands and
 * what holds, for suites of thousands of runs. `README.md` beside this file says what it
 * leaves out.
 *
 * Time is cut into windows at which the situation is constant: at every change of a
 * server, every turn of a health check, every step by which answers of names spread and every
 * drain, never where `advance` is called.
 */
import { stream } from '../../engine/random.ts';
import type { Fleet } from '../../fleet.ts';
import { ttlOf } from '../../geography.ts';
import type { Instant, WorldModel } from '../../model.ts';
import { type Routing, straight } from '../../routing.ts';
import type { Traffic } from '../../traffic.ts';
import { Gathering } from './gathering.ts';
import { closedGraph } from './graph.ts';
import { HealthChecks } from './health.ts';
import { nextStep } from './resolved.ts';
import { type Situation, situationOf } from './situation.ts';
import { solverOf } from './solutions.ts';

export interface ClosedFormTrafficOptions {
  readonly model: WorldModel;
  readonly fleet: Fleet;
  readonly seed: number;
  readonly start: Instant;
  /** As for the request model. */
  readonly routing?: () => Routing;
}

/** @throws RangeError for a model that names what it does not have. */
export function createClosedFormTraffic(options: ClosedFormTrafficOptions): Traffic {
  const { model, fleet, seed, start, routing = () => straight } = options;
  const random = stream(seed, `closed-form/noise/${start}`);
  const graph = closedGraph(model, random);
  const solution = solverOf(model);
  const checks = new HealthChecks(model, fleet, seed, start);
  const clients = model.clients.map(({ id }) => new Gathering(id));
  const balancers = model.loadBalancers.map(({ id }) => new Gathering(id));
  const services = model.services.map(({ id }) => new Gathering(id));
  /** By service: writes up to the end of the last window. */
  const written = model.services.map(() => 0);
  let closed = start;
  let now = start;
  const look = () => situationOf(model, fleet, checks, routing(), now);
  let situation: Situation | undefined = look();

  /** Books the time since the last window closed, during which the situation was `situation`. */
  const close = (): void => {
    const span = now - closed;
    if (span <= 0) return;
    closed = now;
    situation ??= look();
    const { clients: sent, balancers: spread, services: served, weight, use, writes } = solution(situation);
    for (const [i, count] of writes.entries()) written[i]! += count * weight * span;
    for (const [i, gathering] of clients.entries()) gathering.add(span, sent[i]!, weight);
    for (const [i, gathering] of balancers.entries()) gathering.add(span, spread[i]!, weight);
    for (const [i, gathering] of services.entries()) {
      const up = situation.services[i]!.filter((target) => target.up).length;
      gathering.add(span, served[i]!, weight, use[i]!, up * graph.services[i]!.concurrency);
    }
  };

  /** When a health check turns, or more of those who ask for a name have heard where it leads. */
  const nextTurn = (): Instant => {
    const { answered } = routing();
    const steps = model.clients.map((client) => nextStep(client, ttlOf(model, client), answered[client.id] ?? [], now));
    return Math.min(checks.next(), ...steps);
  };

  return {
    advance(to) {
      // As it stands now: a change at the end of this time must not count for all of it.
      if (to > now) situation ??= look();
      for (let turn = nextTurn(); turn <= to; turn = nextTurn()) {
        now = Math.max(now, turn);
        close();
        checks.turn(turn);
        situation = look();
      }
      now = to;
    },
    changed(server) {
      // What held until now is booked as it was: `situation` still shows it.
      close();
      checks.changed(server, now);
      situation = undefined;
    },
    rerouted() {
      close();
      situation = undefined;
    },
    drain() {
      close();
      return [...clients, ...balancers, ...services].map((gathering) => gathering.drain(random));
    },
    written(service) {
      const at = model.services.findIndex(({ id }) => id === service);
      if (at < 0) return 0;
      // As many as are to be expected; the window that is open is not closed for it.
      situation ??= look();
      const { weight, writes } = solution(situation);
      return written[at]! + writes[at]! * weight * (now - closed);
    },
    healthy(loadBalancer, server) {
      const balancer = model.loadBalancers.findIndex(({ id }) => id === loadBalancer);
      if (balancer < 0) throw new RangeError(`no load balancer is called ${loadBalancer}`);
      return checks.healthy(balancer, server);
    },
  };
}
