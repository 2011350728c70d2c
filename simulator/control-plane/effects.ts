/**
 * What the faults in force add up to. Always worked out anew from all of them, so that
 * faults compose in any order and none can leave a trace of itself in another's undo.
 */
import type { Effect } from '../faults/effect.ts';
import type { Hindrance, Impairment, Mishap } from '../fleet.ts';
import type { GroupModel, Millis } from '../model.ts';
import type { ControlPlaneState } from './state.ts';

/** Of the whole processor, what an application keeps whatever else runs: the scheduler is fair. */
const leastSpeed = 0.1;

export interface Influence {
  readonly reachable: boolean;
  readonly addedLatency: Millis;
  readonly lossShare: number;
  readonly errorShare: number;
  /** Share of the processor that stress takes, at most 1. */
  readonly stress: number;
  readonly speed: number;
  /** Share of the memory that something else takes, at most 1. */
  readonly memory: number;
  /** How full the disk is made. */
  readonly diskFill: number;
  /** Of reads and writes of the disk: the share that is delayed, and for how long. */
  readonly diskShare: number;
  readonly diskLatency: Millis;
  readonly mishaps: readonly Mishap[];
  readonly impairments: readonly Impairment[];
  readonly outgoing: readonly Hindrance[];
  /** Sorted. */
  readonly apart: readonly string[];
  readonly clockSkew: Millis;
  readonly powered: boolean;
  readonly replicates: boolean;
  /** Out of its load balancers. */
  readonly detached: boolean;
}

/** The effects in force, in the order of their experiments. */
export function effectsInForce(state: ControlPlaneState): readonly Effect[] {
  const found: Effect[] = [];
  for (const experiment of state.experiments) {
    for (const { effects, effectsFrom, effectsUntil } of experiment.actions) {
      if (effectsFrom > state.now || state.now >= effectsUntil) continue;
      const since = state.now - effectsFrom;
      for (const effect of effects) {
        const { after = 0, until = Number.POSITIVE_INFINITY } = effect;
        if (after <= since && since < until) found.push(effect);
      }
    }
  }
  return found;
}

/**
 * On one resource in one zone, and on the machine that it stands on, where it stands on one. Delays, loads and what is taken of memory add up; losses
 * and errors are independent of each other; a disk is as full as the worst of them makes it.
 */
export const influenceOn = (
  effects: readonly Effect[],
  arn: string,
  zone: string | undefined,
  machine?: string,
): Influence => (effects.length === 0 ? none : addedUp(effects, arn, zone, machine));

function addedUp(effects: readonly Effect[], arn: string, zone: string | undefined, machine?: string): Influence {
  let reachable = true;
  let addedLatency = 0;
  let kept = 1;
  let good = 1;
  let stress = 0;
  let memory = 0;
  let diskFill = 0;
  let prompt = 1;
  let diskLatency = 0;
  let clockSkew = 0;
  let powered = true;
  let replicates = true;
  let detached = false;
  const mishaps: Mishap[] = [];
  const impairments: Impairment[] = [];
  const hindrances: Hindrance[] = [];
  const apart = new Set<string>();
  for (const effect of effects) {
    if (effect.kind === 'unreachable') {
      if (zone !== undefined && effect.zones.includes(zone)) reachable = false;
      continue;
    }
    if (effect.kind === 'zones-apart') {
      if (zone !== undefined && effect.zones.includes(zone)) for (const each of effect.from) apart.add(each);
      continue;
    }
    if (effect.kind === 'zones-without') {
      if (zone === undefined || !effect.zones.includes(zone)) continue;
      for (const to of effect.to) hindrances.push({ to, outcome: 'silent', latency: 0, lossShare: 0 });
      continue;
    }
    if (effect.kind === 'toxic' || effect.kind === 'rules-revoked' || effect.kind === 'raised') continue;
    if (!effect.on.includes(arn) && (machine === undefined || !effect.on.includes(machine))) continue;
    switch (effect.kind) {
      case 'latency':
      case 'invocation-delay':
        addedLatency += effect.milliseconds;
        break;
      case 'packet-loss':
        kept *= 1 - effect.share;
        break;
      case 'impaired':
        impairments.push(effect.impairment);
        break;
      case 'mishap':
        mishaps.push(effect.mishap);
        break;
      case 'invocation-error':
        good *= 1 - effect.share;
        break;
      case 'cpu-stress':
        stress += effect.load;
        break;
      case 'memory':
        memory += effect.share;
        break;
      case 'disk-fill':
        diskFill = Math.max(diskFill, effect.share);
        break;
      case 'disk-latency':
        prompt *= 1 - effect.share;
        diskLatency += effect.milliseconds === 'endless' ? Number.POSITIVE_INFINITY : effect.milliseconds;
        break;
      case 'cut-off':
        reachable = false;
        break;
      case 'apart':
        for (const each of effect.zones) if (each !== zone) apart.add(each);
        break;
      case 'outgoing':
        for (const to of effect.to)
          hindrances.push({
            to,
            outcome: effect.outcome,
            latency: effect.milliseconds,
            lossShare: effect.share,
            ...(effect.mishap && { mishaps: [effect.mishap] }),
          });
        break;
      case 'clock-skew':
        clockSkew += effect.milliseconds;
        break;
      case 'no-power':
        if (zone !== undefined && effect.zones.includes(zone)) powered = false;
        break;
      case 'no-replication':
        replicates = false;
        break;
      case 'detached':
        detached = true;
        break;
      case 'scaled-to-zero':
      case 'no-capacity':
        break;
    }
  }
  stress = Math.min(1, stress);
  return {
    reachable,
    addedLatency,
    lossShare: 1 - kept,
    errorShare: 1 - good,
    stress,
    speed: Math.max(leastSpeed, 1 - stress),
    memory: Math.min(1, memory),
    diskFill,
    diskShare: 1 - prompt,
    diskLatency,
    mishaps,
    impairments,
    outgoing: composed(hindrances),
    apart: [...apart].sort(),
    clockSkew,
    powered,
    replicates,
    detached,
  };
}

const worseLast: readonly Hindrance['outcome'][] = ['late', 'refused', 'silent'];

/** One for each that is called, sorted by its name: the worst outcome, delays added up, losses independent, mishaps each by itself. */
export function composed(hindrances: readonly Hindrance[]): readonly Hindrance[] {
  if (hindrances.length === 0) return hindrances;
  return [...Map.groupBy(hindrances, ({ to }) => to)]
    .map(([to, each]): Hindrance => {
      const mishaps = each.flatMap((one) => one.mishaps ?? []);
      return {
        to,
        outcome: worseLast.findLast((outcome) => each.some((one) => one.outcome === outcome))!,
        latency: each.reduce((sum, { latency }) => sum + latency, 0),
        lossShare: 1 - each.reduce((kept, { lossShare }) => kept * (1 - lossShare), 1),
        ...(mishaps.length > 0 && { mishaps }),
      };
    })
    .sort((a, b) => (a.to < b.to ? -1 : 1));
}

/** Of no fault at all, which is what there is nearly always. */
const none = addedUp([], '', undefined);

/** The share of a group's launches in a zone that find no capacity now. */
export function refusalShare(effects: readonly Effect[], group: string, zone: string): number {
  let accepted = 1;
  for (const effect of effects) {
    if (effect.kind === 'no-capacity' && effect.on.includes(group) && effect.zones.includes(zone)) {
      accepted *= 1 - effect.share;
    }
  }
  return 1 - accepted;
}

/** What a group is told to have now: of several that raise it the most, and nothing where one takes it all. */
export function capacityOf(
  { id, capacity }: Pick<GroupModel, 'id' | 'capacity'>,
  effects: readonly Effect[],
  group: string,
): GroupModel['capacity'] {
  let { desired, min, max } = capacity;
  for (const effect of effects) {
    if (effect.kind === 'scaled-to-zero' && effect.on.includes(group)) return { desired: 0, min: 0, max: 0 };
    if (effect.kind !== 'raised' || effect.group !== id) continue;
    desired = Math.max(desired, effect.to);
    min = Math.max(min, effect.to);
    max = Math.max(max, effect.to);
  }
  return { desired, min, max };
}
