/** Where callers and targets stand, and what of that keeps one from the other. */
import type { Random } from '../../engine/random.ts';
import { aboutZones, type Road, roadOf } from '../road.ts';
import type { Target } from './situation.ts';

export const reached = ({ hindered }: Target, zone: string | undefined): boolean =>
  zone === undefined || hindered === undefined || !hindered.apart.includes(zone);

/** It answers, and nothing divides the two. */
export function reaches(from: Target | undefined, to: Target): boolean {
  const [a, b] = [from?.hindered, to.hindered];
  if (!to.answers) return false;
  return !a || !b || (!a.apart.includes(b.zone ?? '') && !b.apart.includes(a.zone ?? ''));
}

/** That of the load balancer's node which the caller meets: its own, or any for one from outside. */
export function zoneMet(zones: readonly string[], from: Target | undefined, random: Random): string | undefined {
  const own = from?.hindered?.zone;
  return own !== undefined && zones.includes(own) ? own : zones[random.int(Math.max(1, zones.length))];
}

/** Targets that the node in the zone has found out of its reach; none when nothing else would be left to it. */
export function avoidedBy(balancer: number, targets: readonly Target[], zone: string): readonly number[] {
  const known = (target: Target) => target.hindered?.avoided[balancer] === true && !reached(target, zone);
  const left = targets.some((target) => target.registered && target.passing[balancer] && !known(target));
  return left ? targets.flatMap((target, i) => (known(target) ? [i] : [])) : [];
}

/** What the network does between a target and whoever calls it from a zone, itself a server unless a load balancer does. */
export function roadBetween(to: Target, zone: string | undefined, from: Target | undefined, random: Random): Road {
  const there = roadOf(to.hindered?.impairments, zone, random);
  const own = aboutZones(from?.hindered?.impairments);
  if (own.length === 0) return there;
  const back = roadOf(own, to.hindered?.zone, random);
  return { delay: there.delay + back.delay, broken: there.broken || back.broken };
}
