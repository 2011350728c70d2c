/**
 * Target tracking of Auto Scaling groups: so many members that each is as busy as it should
 * be. As AWS does, a group grows once three minutes in a row were busier, in proportion, and
 * shrinks once fifteen were idler than nine tenths of the target. It goes by minutes as they
 * end; that CloudWatch publishes them later is left out. New members take their time, and
 * neither minimum nor maximum is passed.
 */
import type { GroupModel, Instant } from '../model.ts';
import type { NodeMeasurements } from '../traffic.ts';
import { schedule } from './agenda.ts';
import { activeMembers, groupById } from './auto-scaling.ts';
import type { Plane } from './plane.ts';
import type { ScalingRecord } from './state.ts';

const minute = 60_000;
const growsAfter = 3;
const shrinksAfter = 15;
const idle = 0.9;

type Scaling = NonNullable<GroupModel['scaling']>;
type Used = Pick<NodeMeasurements, 'busy' | 'held' | 'capacity'>;

/** After each window of measurements. */
export function followScaling(plane: Plane, nodes: ReadonlyMap<string, Used>): void {
  const { state, model } = plane;
  for (const service of model.services) {
    if (service.kind !== 'auto-scaling-group' || !service.scaling) continue;
    const group = groupById(plane, service.id);
    const { capacity, id } = service;
    const members = activeMembers(plane, id).filter(({ lifecycle }) => lifecycle === 'in-service').length;
    const before = group.scaling ?? { desired: capacity.desired, used: 0, slots: 0, busier: 0, idler: 0 };
    const next = scaled(before, service.scaling, { ...capacity, members, now: state.now, node: nodes.get(id) });
    group.scaling = next;
    if (next.desired > before.desired) schedule(state, state.now, { kind: 'fill', group: id });
    if (next.desired < before.desired) schedule(state, state.now, { kind: 'surplus', group: id });
  }
}

/** What is known after one more window, and how many members that asks for. */
export function scaled(
  before: ScalingRecord,
  { measure, target }: Scaling,
  look: {
    readonly min: number;
    readonly max: number;
    readonly members: number;
    readonly now: Instant;
    readonly node: Used | undefined;
  },
): ScalingRecord {
  const { min, max, members, now, node } = look;
  const own = measure === 'cpu-percent' ? node?.busy : (node?.held ?? node?.busy);
  const used = before.used + (own ?? 0);
  const slots = before.slots + (node?.capacity ?? 0);
  if (now % minute !== 0) return { ...before, used, slots };
  // Nobody who serves has no load to go by.
  const percent = slots > 0 ? Math.min(100, (100 * used) / slots) : target;
  const busier = percent > target ? before.busier + 1 : 0;
  const idler = percent < idle * target ? before.idler + 1 : 0;
  const fits = Math.min(max, Math.max(min, Math.ceil((members * percent) / target)));
  const counted = { used: 0, slots: 0, busier, idler };
  if (busier >= growsAfter && fits > before.desired) return { ...counted, desired: fits, busier: 0 };
  if (idler >= shrinksAfter && fits < before.desired) return { ...counted, desired: fits, idler: 0 };
  return { ...counted, desired: before.desired };
}
