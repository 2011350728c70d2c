/**
 * Health checks as instants instead of exchanges: a target that changes is believed to
 * have changed after as many checks as the load balancer asks for. A check fails when the
 * target does not answer, or answers later than the check waits.
 */
import { stream } from '../../engine/random.ts';
import type { Fleet, Server } from '../../fleet.ts';
import type { Instant, LoadBalancerModel, WorldModel } from '../../model.ts';
import { timeToNotice } from '../requests/apart.ts';

interface Belief {
  readonly server: number;
  readonly balancer: number;
  healthy: boolean;
  /** When the belief turns over, if the target stays as it is. */
  turnsAt: Instant | undefined;
  /** Nodes that do not reach the target leave it alone, and when they begin to. */
  avoided: boolean;
  avoidedAt: Instant | undefined;
}

export class HealthChecks {
  readonly #model: WorldModel;
  readonly #fleet: Fleet;
  readonly #seed: number;
  #beliefs: Belief[] = [];

  constructor(model: WorldModel, fleet: Fleet, seed: number, start: Instant) {
    this.#model = model;
    this.#fleet = fleet;
    this.#seed = seed;
    // Targets that stand when traffic starts have been checked before.
    for (const server of fleet.servers) this.#follow(server, start, true);
  }

  changed(index: number, now: Instant): void {
    this.#follow(this.#fleet.servers[index]!, now, false);
  }

  /** The next instant at which a belief turns over. */
  next(): Instant {
    return this.#beliefs.reduce(
      (next, { turnsAt, avoidedAt }) => Math.min(next, turnsAt ?? next, avoidedAt ?? next),
      Number.POSITIVE_INFINITY,
    );
  }

  /** Turns over what is due at `now`. */
  turn(now: Instant): void {
    for (const belief of this.#beliefs) {
      if (belief.avoidedAt !== undefined && belief.avoidedAt <= now) {
        belief.avoided = true;
        belief.avoidedAt = undefined;
      }
      if (belief.turnsAt === undefined || belief.turnsAt > now) continue;
      belief.healthy = !belief.healthy;
      belief.turnsAt = undefined;
    }
  }

  healthy(balancer: number, server: number): boolean {
    return this.#belief(balancer, server)?.healthy ?? false;
  }

  /** Whether the nodes that do not reach the server know it by now. */
  avoided(balancer: number, server: number): boolean {
    return this.#belief(balancer, server)?.avoided ?? false;
  }

  #belief(balancer: number, server: number): Belief | undefined {
    return this.#beliefs.find((one) => one.balancer === balancer && one.server === server);
  }

  #follow(server: Server, now: Instant, known: boolean): void {
    for (const [balancer, model] of this.#model.loadBalancers.entries()) {
      if (model.to !== server.service) continue;
      const index = this.#beliefs.findIndex((one) => one.balancer === balancer && one.server === server.index);
      if (!server.registered || server.gone) {
        if (index >= 0) this.#beliefs.splice(index, 1);
        continue;
      }
      const passes = this.#passes(server, model);
      if (index < 0)
        this.#beliefs.push({
          server: server.index,
          balancer,
          healthy: known && passes,
          turnsAt: undefined,
          avoided: false,
          avoidedAt: undefined,
        });
      const belief = this.#beliefs[index < 0 ? this.#beliefs.length - 1 : index]!;
      if (server.apart.length === 0) Object.assign(belief, { avoided: false, avoidedAt: undefined });
      else if (!belief.avoided) belief.avoidedAt ??= now + timeToNotice(model.healthCheck);
      if (belief.healthy === passes) belief.turnsAt = undefined;
      else belief.turnsAt ??= this.#turningPoint(server, model, now, passes);
    }
  }

  #passes({ up, reachable, addedLatency, service }: Server, { healthCheck }: LoadBalancerModel): boolean {
    const answersIn = this.#model.services.some(({ id, kind }) => id === service && kind === 'database')
      ? 0
      : addedLatency;
    return up && reachable && answersIn < healthCheck.timeout;
  }

  /** Checks come at even intervals from a phase of their own; a failing one takes its timeout. */
  #turningPoint(server: Server, { id, healthCheck }: LoadBalancerModel, now: Instant, passes: boolean): Instant {
    const { every, timeout, healthyAfter, unhealthyAfter } = healthCheck;
    const phase = stream(this.#seed, `health-checks/${id}/${server.index}`).next() * every;
    const first = Math.ceil((now - phase) / every) * every + phase;
    if (passes) return first + (healthyAfter - 1) * every;
    return first + (unhealthyAfter - 1) * Math.max(every, timeout) + timeout;
  }
}
