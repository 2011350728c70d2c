/**
 * What the formulas look at: the servers of each service as they stand, without their
 * identity. Two instants with the same situation have the same traffic, up to noise.
 */
import type { Fleet, Server } from '../../fleet.ts';
import { regionOfZone, spansRegions, ttlOf } from '../../geography.ts';
import type { Instant, WorldModel } from '../../model.ts';
import type { Answer, Routing } from '../../routing.ts';
import { aboutZones } from '../road.ts';
import { destinationsOf } from './resolved.ts';

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
  /** By load balancer: it stands in a zone that this one has left. Missing where none has. */
  readonly left?: readonly boolean[];
  /** Of a service in several Regions. */
  readonly region?: string;
  /** Missing where nothing hinders it, which is nearly always. */
  readonly hindered?: Hindered;
}

/** What few faults bring about. */
export interface Hindered
  extends Pick<Server, 'mishaps' | 'impairments' | 'outgoing' | 'apart' | 'diskShare' | 'diskLatency' | 'warmth'> {
  readonly zone: string | undefined;
  /** Of a copy of a bucket that lacks something. */
  readonly missing?: number;
  /** By load balancer: its nodes know by now which zones do not reach it. */
  readonly avoided: readonly boolean[];
}

export interface Situation {
  /** By service, in the model's order; servers in an order that depends on what they are alone. */
  readonly services: readonly (readonly Target[])[];
  /** Some server is apart from some zone, or hears it badly: only then does it matter where a caller is. */
  readonly divided: boolean;
  /** By client: shares of its requests by node, of those whose name may lead to several. */
  readonly destinations: readonly (readonly Answer[] | undefined)[];
  /** Equal for equal situations. */
  readonly key: string;
}

/** What traffic knows of targets by itself, by load balancer and server. */
export interface Beliefs {
  healthy(balancer: number, server: number): boolean;
  avoided(balancer: number, server: number): boolean;
}

export function situationOf(
  model: WorldModel,
  fleet: Fleet,
  beliefs: Beliefs,
  { answered, left }: Routing,
  now: Instant,
): Situation {
  const leaves = Object.keys(left).length > 0;
  const keys: string[] = [];
  const divided = fleet.servers.some(
    ({ apart, impairments, gone }) => !gone && (apart.length > 0 || aboutZones(impairments).length > 0),
  );
  const services = model.services.map((service) => {
    const { id } = service;
    const spans = spansRegions(model, service);
    const found = fleet.members(id).map((index): { key: string; target: Target } => {
      const server = fleet.servers[index]!;
      const { up, reachable, registered, speed, addedLatency, lossShare, errorShare, writer } = server;
      const passing = model.loadBalancers.map(({ to }, balancer) => to === id && beliefs.healthy(balancer, index));
      const answers = up && reachable;
      const here = spans ? regionOfZone(model, server.zone) : undefined;
      const target = {
        ...{ answers, up, registered, passing, speed, addedLatency, lossShare, errorShare, writer },
        ...(leaves && {
          left: model.loadBalancers.map((balancer) => left[balancer.id]?.includes(server.zone ?? '') ?? false),
        }),
        ...(here !== undefined && { region: here }),
      };
      const avoided = model.loadBalancers.map(({ to }, balancer) => to === id && beliefs.avoided(balancer, index));
      const hindered = divided || isHindered(server) ? hinderedOf(server, avoided) : undefined;
      const key = [answers, up, registered, writer, ...passing].map(Number).join('');
      const more = hindered ? `,${JSON.stringify({ ...hindered, diskLatency: String(hindered.diskLatency) })}` : '';
      const stands = leaves || spans ? `,${target.left?.map(Number).join('')},${here}` : '';
      return {
        key: `${key},${speed},${addedLatency},${lossShare},${errorShare}${stands}${more}`,
        target: hindered ? { ...target, hindered } : target,
      };
    });
    found.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
    keys.push(found.map(({ key }) => key).join(';'));
    return found.map(({ target }) => target);
  });
  const answers = (node: string): boolean => {
    const to = model.loadBalancers.find(({ id }) => id === node)?.to ?? node;
    return services[model.services.findIndex(({ id }) => id === to)]?.some((target) => target.answers) ?? false;
  };
  const destinations = model.clients.map((client) => {
    const own = answered[client.id];
    return own && destinationsOf(client, ttlOf(model, client), own, now, answers);
  });
  for (const [i, own] of destinations.entries())
    if (own) keys.push(`${i}:${own.map((each) => keyOf(model, each)).join()}`);
  return { services, divided, destinations, key: keys.join('|') };
}

/** By place instead of name: worlds that differ in their names alone share what is solved. */
function keyOf({ loadBalancers, services }: WorldModel, { to, share }: Answer): string {
  const place = [...loadBalancers, ...services].findIndex(({ id }) => id === to);
  return `${place}=${share.toFixed(6)}`;
}

const isHindered = ({ mishaps, impairments, outgoing, diskShare, warmth, missing }: Server): boolean =>
  mishaps.length > 0 || impairments.length > 0 || outgoing.length > 0 || diskShare > 0 || warmth !== 1 || missing > 0;

const hinderedOf = (server: Server, avoided: readonly boolean[]): Hindered => {
  const { zone, mishaps, impairments, outgoing, apart, diskShare, diskLatency, warmth, missing } = server;
  return {
    zone,
    mishaps,
    impairments,
    outgoing,
    apart,
    diskShare,
    diskLatency,
    warmth,
    avoided,
    ...(missing > 0 && { missing }),
  };
};
