/** Targets as they will be hit: resolved, selected by the seed, held against the blast radius. */
import type { Experiment } from '../experiment/schema/experiment.ts';
import type { Step, Target } from '../experiment/schema/steps.ts';
import { fault } from '../faults/catalogue.ts';
import type { FaultReach } from '../faults/definition.ts';
import { type Refusal, refuse } from '../history/refusal.ts';
import type { Resource, Resources } from '../ports/resources.ts';
import { counted, type Hit, overreach, type Reach, sharesOf, targetOf } from '../targets/blast-radius.ts';
import { capsOf } from '../targets/caps.ts';
import { cut } from '../targets/cut.ts';
import { fleetsOf } from '../targets/fleet.ts';
import { depleted } from '../targets/group-capacity.ts';
import { residentsOf } from '../targets/residents.ts';
import { select } from '../targets/select.ts';
import type { BlastRadiusShare, PlannedTarget } from './plan.ts';

export type PlannedTargets =
  | { readonly ok: true; readonly targets: readonly PlannedTarget[]; readonly shares: readonly BlastRadiusShare[] }
  | { readonly ok: false; readonly refusal: Refusal };

interface Choice {
  readonly name: string;
  readonly target: Target;
  readonly matched: readonly Resource[];
  /** In the seed's order. */
  readonly chosen: readonly Resource[];
  /** Of one member, at most; 0 when no step takes anything away from it. */
  readonly weight: number;
  /** By the chosen one's id, what stands in it, when that is what is hit. */
  readonly residents?: ReadonlyMap<string, readonly Resource[]>;
}

/** Only healthy resources are chosen, unless all that is done to them is for the ill too. Targets that no step names are left alone. */
export async function planTargets(
  experiment: Experiment,
  seed: number,
  resources: Pick<Resources, 'resolve'>,
): Promise<PlannedTargets> {
  const used = new Set(experiment.steps.flatMap((step) => Object.values(step.targets ?? {})));
  const choices: Choice[] = [];
  for (const [name, target] of Object.entries(experiment.targets)) {
    if (!used.has(name)) continue;
    const matched = await resources.resolve({ type: target.type, where: target.where });
    const steps = experiment.steps.filter((step) => Object.values(step.targets ?? {}).includes(name));
    const illToo = steps.every(({ action }) => action !== undefined && fault(action)?.illToo);
    const fit = new Map(matched.filter(({ healthy }) => healthy || illToo).map((each) => [each.id, each]));
    const ids = select([...fit.keys()], target.select ?? { all: true }, seed, target.drawnAs ?? name);
    const chosen = ids.flatMap((id) => fit.get(id) ?? []);
    if (chosen.length === 0) return refused('targets', nothing(name, matched, fit.size));
    const types = residentTypes(steps);
    const residents = types.length > 0 && { residents: await residentsOf(chosen, types, resources) };
    choices.push({ name, target, matched, chosen, weight: weightOf(steps), ...residents });
  }
  return within(experiment, seed, choices, resources);
}

async function within(
  experiment: Experiment,
  seed: number,
  choices: readonly Choice[],
  resources: Pick<Resources, 'resolve'>,
): Promise<PlannedTargets> {
  const caps = capsOf(experiment.blastRadius);
  if (!caps.declared)
    return refused(
      'blast-radius',
      'no cap is declared: give blastRadius a preset, maxTargets or maxPercent (preset: full for all)',
    );
  const service = experiment.metadata.service;
  const hits = hitsOf(choices);
  const all = choices.flatMap(({ matched, residents }) => [...matched, ...[...(residents?.values() ?? [])].flat()]);
  const fleets = await fleetsOf(
    counted(hits).map(({ resource }) => resource),
    all,
    service,
    resources,
  );
  const asked: Reach = { hits, fleets, service };
  const keep = caps.scope === 'targets' ? cut(caps, asked) : new Set(hits.map(targetOf));
  const reach: Reach = { ...asked, hits: hits.filter((hit) => keep.has(targetOf(hit))) };
  const empty = choices.find(({ weight, chosen }) => weight > 0 && !chosen.some(({ id }) => keep.has(id)));
  if (empty) {
    const why = overreach(caps, asked) ?? 'its caps allow none';
    return refused('blast-radius', `nothing of target ${empty.name} may be hit: ${why}`);
  }
  const why = overreach(caps, reach);
  if (why !== undefined) return refused('blast-radius', why);
  const short = await depleted(caps, reach.hits, resources);
  if (short !== undefined) return refused('blast-radius', short);
  return {
    ok: true,
    targets: choices.map((choice) => planned(choice, keep, seed)),
    shares: sharesOf(reach),
  };
}

function planned(
  { name, target, matched, chosen, weight, residents }: Choice,
  keep: ReadonlySet<string>,
  seed: number,
): PlannedTarget {
  const kept = weight === 0 ? chosen : chosen.filter(({ id }) => keep.has(id));
  const by = !target.select || 'all' in target.select ? 'all that are healthy' : selectionText(target.select, seed);
  const cutTo = kept.length < chosen.length ? `, cut from ${chosen.length} by the blast radius` : '';
  const reached = new Map(kept.flatMap(({ id }) => (residents?.get(id) ?? []).map((each) => [each.id, each] as const)));
  const within = residents ? `; ${reached.size} stand in ${kept.length === 1 ? 'it' : 'them'}` : '';
  return {
    name,
    type: target.type,
    matched,
    chosen: kept.map(({ id }) => id).sort(),
    ...(residents && { reached: [...reached.values()].sort((a, b) => (a.id < b.id ? -1 : 1)) }),
    because: `${kept.length} of ${matched.length}: ${by}${cutTo}${within}`,
  };
}

const selectionText = (selection: NonNullable<Target['select']>, seed: number): string =>
  'count' in selection
    ? `count ${selection.count}, seed ${seed}`
    : 'percent' in selection
      ? `percent ${selection.percent}, seed ${seed}`
      : 'all';

function hitsOf(choices: readonly Choice[]): readonly Hit[] {
  return choices.flatMap(({ chosen, weight, residents }) =>
    (weight > 0 ? chosen : []).flatMap((resource): readonly Hit[] => {
      const within = residents?.get(resource.id);
      if (!within) return [{ resource, weight }];
      const hit = within.filter(({ healthy }) => healthy);
      return [{ resource, weight: 0 }, ...hit.map((each) => ({ resource: each, weight, through: resource.id }))];
    }),
  );
}

const reachOf = (step: Step): FaultReach => fault(step.action ?? '')?.reach ?? { counts: 'members' };

const residentTypes = (steps: readonly Step[]): readonly string[] => [
  ...new Set(steps.map(reachOf).flatMap((reach) => (reach.counts === 'residents' ? reach.types : []))),
];

function weightOf(steps: readonly Step[]): number {
  const weights = steps.map((step) => {
    const reach = reachOf(step);
    if (reach.counts === 'nothing') return 0;
    return reach.counts === 'share' ? Number(step.with?.[reach.parameter] ?? 100) / 100 : 1;
  });
  return Math.max(0, ...weights);
}

function nothing(name: string, matched: readonly Resource[], healthy: number): string {
  if (matched.length === 0) return `target ${name} matched nothing: check its type, tags and zone`;
  return healthy === 0
    ? `none of the ${matched.length} that target ${name} matched is healthy`
    : `target ${name} selects none of the ${healthy} healthy that it matched`;
}

const refused = (rule: string, why: string): PlannedTargets => ({ ok: false, refusal: refuse(rule, why) });
