/**
 * What the formulas look at: the servers of each service as they stand, without their
 * identity. Two instants with the same situation have the same traffic, up to noise.
 */
import type { Fleet } from '../../fleet.ts';
import type { WorldModel } from '../../model.ts';

export interface Target {
  /** Up and reachable: it answers. */
  readonly answers: boolean;
  readonly up: boolean;
  readonly registered: boolean;
  /** By load balancer in the model's order: believed healthy. False where it is no target. */
  readonly passing: readonly boolean[];
  readonly speed: number;
  readonly addedLatency: number;
  readonly lossShare: number;
  readonly errorShare: number;
  readonly writer: boolean;
}

export interface Situation {
  /** By service, in the model's order; servers in an order that depends on what they are alone. */
  readonly services: readonly (readonly Target[])[];
  /** Equal for equal situations. */
  readonly key: string;
}

export function situationOf(
  model: WorldModel,
  fleet: Fleet,
  healthy: (balancer: number, server: number) => boolean,
): Situation {
  const keys: string[] = [];
  const services = model.services.map(({ id }) => {
    const found = fleet.members(id).map((index): { key: string; target: Target } => {
      const { up, reachable, registered, speed, addedLatency, lossShare, errorShare, writer } = fleet.servers[index]!;
      const passing = model.loadBalancers.map(({ to }, balancer) => to === id && healthy(balancer, index));
      const answers = up && reachable;
      const target = { answers, up, registered, passing, speed, addedLatency, lossShare, errorShare, writer };
      const key = [answers, up, registered, writer, ...passing].map(Number).join('');
      return { key: `${key},${speed},${addedLatency},${lossShare},${errorShare}`, target };
    });
    found.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
    keys.push(found.map(({ key }) => key).join(';'));
    return found.map(({ target }) => target);
  });
  return { services, key: keys.join('|') };
}
