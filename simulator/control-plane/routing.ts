/** Where names lead as records, health checks, dials and faults have it, and which zones load balancers have left. */
import type { Effect } from '../faults/effect.ts';
import type { AcceleratorModel, ClientModel, Millis, RoutedDnsModel, RoutedRecordModel } from '../model.ts';
import { isRouted } from '../names-model.ts';
import { type Answer, type Answered, type Routing, straight } from '../routing.ts';
import { answersOf, nearTo, type StandingGroup, type StandingRecord, spreadOf } from './answers.ts';
import { arnsOf } from './arns.ts';
import { checkSays } from './health-said.ts';
import type { Plane } from './plane.ts';

/** To be called after every change of a health check or of the faults in force. */
export function followRouting(plane: Plane, effects: readonly Effect[]): void {
  const { model, state } = plane;
  const routes = model.dns.some(isRouted) || (model.accelerators ?? []).length > 0;
  if (!routes && !state.routing && !effects.some(({ kind }) => kind === 'zones-left')) return;
  const before = state.routing ?? straight;
  const answered = Object.fromEntries(
    model.clients.flatMap((client) => {
      const answers = answersFor(plane, client.calls, client.region, effects);
      return answers
        ? [[client.id, added(before.answered[client.id] ?? [], answers, state.now, memoryOf(client, plane))]]
        : [];
    }),
  );
  const left = leftBy(plane, effects);
  if (same(before, { answered, left })) return;
  state.routing = { answered, left };
  plane.traffic.rerouted();
}

/** What somebody near a Region is answered now; undefined for a name that leads to one place for good, or that nobody has. */
export function answersFor(
  plane: Plane,
  name: string,
  region: string | undefined,
  effects: readonly Effect[],
): readonly Answer[] | undefined {
  const { model } = plane;
  const near = nearTo(model, region);
  const record = model.dns.find((each) => each.name === name);
  if (record && isRouted(record)) {
    const standing = record.records.map((each) => recordAsStands(plane, record, each, effects));
    return answersOf(record.routing, standing, near);
  }
  const accelerator = model.accelerators?.find((each) => each.name === name);
  return accelerator && spreadOf({ id: accelerator.id, groups: groupsAsStand(plane, accelerator, effects) }, near);
}

/** With what was set last of it, and what its health check says. */
export function recordAsStands(
  plane: Plane,
  name: RoutedDnsModel,
  record: RoutedRecordModel,
  effects: readonly Effect[],
): StandingRecord {
  const arn = arnsOf(plane.model, plane.seed).recordSet(name, record);
  let standing = record;
  for (const effect of effects) {
    if (effect.kind !== 'record' || !effect.on.includes(arn)) continue;
    const { weight = standing.weight, to = standing.to } = effect;
    standing = { ...standing, to, ...(weight !== undefined && { weight }) };
  }
  return { ...standing, healthy: checkSays(plane, record.healthCheck, effects) };
}

export function groupsAsStand(
  plane: Plane,
  accelerator: AcceleratorModel,
  effects: readonly Effect[],
): readonly StandingGroup[] {
  const arns = arnsOf(plane.model, plane.seed);
  return accelerator.groups.map((group) => {
    const arn = arns.endpointGroup(accelerator, group);
    const set = effects.findLast((effect) => effect.kind === 'dial' && effect.on.includes(arn));
    const dial = set?.kind === 'dial' ? set.percent : group.dial;
    return { ...group, dial, healthy: checkSays(plane, group.healthCheck, effects) };
  });
}

/** Zones that a load balancer sends nothing to, sorted. */
export function zonesLeft(plane: Plane, balancer: string, effects: readonly Effect[]): readonly string[] {
  const arn = arnsOf(plane.model, plane.seed).loadBalancer(balancer);
  const zones = effects.flatMap((effect) =>
    effect.kind === 'zones-left' && effect.on.includes(arn) ? effect.zones : [],
  );
  return [...new Set(zones)].sort();
}

function leftBy(plane: Plane, effects: readonly Effect[]): Routing['left'] {
  if (!effects.some(({ kind }) => kind === 'zones-left')) return {};
  const all = plane.model.loadBalancers.map(({ id }) => [id, zonesLeft(plane, id, effects)] as const);
  return Object.fromEntries(all.filter(([, zones]) => zones.length > 0));
}

/** The longest for which somebody may still go by an answer. */
function memoryOf({ calls, ignoreTtl, sticky }: ClientModel, { model }: Plane): Millis {
  const ttl = model.dns.find(({ name }) => name === calls)?.ttl ?? 0;
  return Math.max(ttl, ignoreTtl?.keep ?? 0) + (sticky?.for ?? 0);
}

/** What has been forgotten by everybody is dropped, but for the last that holds. */
function added(
  before: readonly Answered[],
  answers: readonly Answer[],
  now: number,
  memory: Millis,
): readonly Answered[] {
  const last = before.at(-1);
  const all =
    last && same(last.answers, answers) ? before : [...before.filter(({ from }) => from < now), { from: now, answers }];
  const first = all.findLastIndex(({ from }) => from <= now - memory);
  return first > 0 ? all.slice(first) : all;
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
