/**
 * What the formulas look at: the servers of each service as they stand, without their
 * identity. Two instants with the same situation have the same traffic, up to noise.
 */
import type { Fleet, Server } from '../../fleet.ts';
import type { WorldModel } from '../../model.ts';
import { aboutZones } from '../road.ts';

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
  /** Missing where nothing hinders it, which is nearly always. */
  readonly hindered?: Hindered;
}

/** What few faults bring about. */
export interface Hindered
  extends Pick<Server, 'mishaps' | 'impairments' | 'outgoing' | 'apart' | 'diskShare' | 'diskLatency' | 'warmth'> {
  readonly zone: string | undefined;
  /** By load balancer: its nodes know by now which zones do not reach it. */
  readonly avoided: readonly boolean[];
}

export interface Situation {
  /** By service, in the model's order; servers in an order that depends on what they are alone. */
  readonly services: readonly (readonly Target[])[];
  /** Some server is apart from some zone, or hears it badly: only then does it matter where a caller is. */
  readonly divided: boolean;
  /** Equal for equal situations. */
  readonly key: string;
}

/** What traffic knows of targets by itself, by load balancer and server. */
export interface Beliefs {
  healthy(balancer: number, server: number): boolean;
  avoided(balancer: number, server: number): boolean;
}

export function situationOf(model: WorldModel, fleet: Fleet, beliefs: Beliefs): Situation {
  const keys: string[] = [];
  const divided = fleet.servers.some(
    ({ apart, impairments, gone }) => !gone && (apart.length > 0 || aboutZones(impairments).length > 0),
  );
  const services = model.services.map(({ id }) => {
    const found = fleet.members(id).map((index): { key: string; target: Target } => {
      const server = fleet.servers[index]!;
      const { up, reachable, registered, speed, addedLatency, lossShare, errorShare, writer } = server;
      const passing = model.loadBalancers.map(({ to }, balancer) => to === id && beliefs.healthy(balancer, index));
      const answers = up && reachable;
      const target = { answers, up, registered, passing, speed, addedLatency, lossShare, errorShare, writer };
      const avoided = model.loadBalancers.map(({ to }, balancer) => to === id && beliefs.avoided(balancer, index));
      const hindered = divided || isHindered(server) ? hinderedOf(server, avoided) : undefined;
      const key = [answers, up, registered, writer, ...passing].map(Number).join('');
      const more = hindered ? `,${JSON.stringify({ ...hindered, diskLatency: String(hindered.diskLatency) })}` : '';
      return {
        key: `${key},${speed},${addedLatency},${lossShare},${errorShare}${more}`,
        target: hindered ? { ...target, hindered } : target,
      };
    });
    found.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
    keys.push(found.map(({ key }) => key).join(';'));
    return found.map(({ target }) => target);
  });
  return { services, divided, key: keys.join('|') };
}

const isHindered = ({ mishaps, impairments, outgoing, diskShare, warmth }: Server): boolean =>
  mishaps.length > 0 || impairments.length > 0 || outgoing.length > 0 || diskShare > 0 || warmth !== 1;

const hinderedOf = (server: Server, avoided: readonly boolean[]): Hindered => {
  const { zone, mishaps, impairments, outgoing, apart, diskShare, diskLatency, warmth } = server;
  return { zone, mishaps, impairments, outgoing, apart, diskShare, diskLatency, warmth, avoided };
};
