import { fault } from '../faults/catalogue.ts';
import { choosingOf } from '../faults/choosing.ts';
import { longestAction, quotas as most } from '../faults/quotas.ts';
import type { Plan, PlannedStep } from '../plan/plan.ts';
import { startedTogether, type Together } from '../plan/started-together.ts';
import { among, type Place, place, placeKey, placeOf, placeSaid, settled } from '../targets/places.ts';
import { guardrail, type Rule } from './guardrail.ts';

/** A place, and how many experiments of FIS run in it. */
type Running = readonly [where: Place, running: number];

/** What one wave has FIS find by a tag for one action, and how many the place may. */
interface Tagged {
  readonly wave: number;
  readonly action: string;
  readonly where: Place;
  readonly targets: number;
  readonly most: number;
  /** Why FIS can be told of them in no way at all, where it cannot. */
  readonly never?: string;
}

interface Facts {
  readonly running: readonly Running[];
  readonly tagged: readonly Tagged[];
  /** The platform's own Region, where there is one. */
  readonly home: string | undefined;
}

/**
 * What FIS would turn away is not begun: a wave is one template in each of its places, whose
 * actions all start at once, and another for what stands beside later waves. Waves follow each
 * other, so that a run has in a place the experiments of one wave at a time, and those that stand.
 *
 * Of the quotas that cannot be raised the documented ones are gone by. Those that can are read
 * for the account and Region, and only where a plan comes near them. One that cannot be read refuses, also
 * where the documented default would do: an account may have been given less than that.
 */
export const rule: Rule<Facts> = {
  rule: 'quotas',
  async gather({ plan }, { faults, stage }) {
    const byFis = plan.steps.filter(({ provider }) => provider === 'fis');
    const places = settled(startedTogether(byFis).map(({ account, region }) => place(account, region)));
    const asked: readonly Place[] = byFis.length === 0 ? [] : places.length === 0 ? [{}] : places;
    return {
      running: await Promise.all(asked.map(async (where): Promise<Running> => [where, await faults.active(where)])),
      tagged: await Promise.all(
        foundByTag(byFis).map(async (each) => ({ ...each, most: await faults.mostByTag(each.action, each.where) })),
      ),
      home: stage.region,
    };
  },
  decide({ plan }, { running, tagged, home }) {
    for (const [where, count] of running) {
      const own = atOnce(plan.steps, where);
      if (count + own <= most.activeExperiments.most) continue;
      const several = own > 1 ? `, this run has ${own} at once` : '';
      return `${count} experiments of FIS run in ${placeSaid(where, home) ?? 'the account'}${several}, and it takes ${most.activeExperiments.most} at once: wait until one has ended`;
    }
    const over = tagged.find(({ targets, most: taken }) => targets > taken);
    if (over) {
      const { wave, action, targets, most: taken, never } = over;
      if (never !== undefined) return `wave ${wave} cannot be told to FIS: ${never}`;
      const where = placeSaid(over.where, home);
      return `wave ${wave} has ${targets} targets of ${action}, and FIS takes ${taken} of them${where === undefined ? '' : ` in ${where}`}: choose fewer, or ask Service Quotas for more`;
    }
    return tooManyTargets(plan.steps) ?? tooMuch(plan, home);
  },
};

/** Experiments of one wave in a place, with those of earlier ones that stand, where they are most. */
function atOnce(steps: readonly PlannedStep[], where: Place): number {
  const made = startedTogether(steps).filter(({ provider }) => provider === 'fis');
  const all = settled(made.map(({ account, region }) => place(account, region)));
  const own = made.filter(({ account, region }) => placeKey(among(place(account, region), all)) === placeKey(where));
  const during = (wave: number) =>
    own.filter((each) => each.wave === wave || (each.wave < wave && each.steps.some(({ stands }) => stands)));
  return Math.max(1, ...own.map(({ wave }) => during(wave).length));
}

/** What one step of an action takes at most, whoever provides it: no quota raises that. */
function tooManyTargets(steps: readonly PlannedStep[]): string | undefined {
  for (const { id, action, targets } of steps) {
    const found = Object.entries(fault(action)?.targets ?? {}).find(
      ([key, { most: taken = Number.POSITIVE_INFINITY }]) => (targets[key]?.length ?? 0) > taken,
    );
    if (!found) continue;
    const [key, { type, most: taken }] = found;
    return `step ${id} has ${targets[key]?.length} of type ${type} as ${key}, and ${action} takes ${taken} in one step: choose fewer with select, or divide them among steps`;
  }
  return undefined;
}

/** As FIS counts them: of one experiment, whichever of its steps names them. Those that a step names by ARN do not count. */
function foundByTag(steps: readonly PlannedStep[]): readonly Omit<Tagged, 'most'>[] {
  const placed = startedTogether(steps).flatMap((each) => each.steps.map((step) => ({ ...each, ...step })));
  const wide = placed.flatMap(({ wave, account, region, action, targets }) =>
    Object.entries(targets).flatMap(([key, arns]) => {
      const chosen = choosingOf(action, key, arns.length);
      if (chosen.by === 'arns') return [];
      const where = place(account, region);
      return [{ wave, where, action, arns, ...(chosen.by === 'nothing' && { never: chosen.why }) }];
    }),
  );
  const alike = Map.groupBy(wide, ({ wave, where, action }) => `${wave}/${placeKey(where)}/${action}`);
  return [...alike.values()].map((own) => {
    const [{ wave, where, action } = { wave: 0, where: {}, action: '' }] = own;
    const arns = new Set(own.flatMap((each) => each.arns));
    const never = own.find((each) => each.never !== undefined)?.never;
    return { wave, action, where, targets: arns.size, ...(never !== undefined && { never }) };
  });
}

function tooMuch({ steps, definition }: Plan, home: string | undefined): string | undefined {
  for (const together of startedTogether(steps).filter(({ provider }) => provider === 'fis')) {
    const { wave, steps: own } = together;
    const actions = Math.min(most.actionsAtOnce.most, most.actionsInTemplate.most);
    if (own.length > actions)
      return `wave ${wave} has ${own.length} actions, and FIS takes ${actions} at once: let some wait for others with after`;
    const long = own.find(({ duration }) => duration > longestAction);
    if (long)
      return `step ${long.id} takes ${Math.ceil(long.duration / 3_600_000)} h, and FIS takes ${most.actionHours.most} h: shorten it`;
    const alarms = stopAlarmsOf(together, definition.guardrails.stopAlarms ?? [], home);
    if (alarms > most.stopConditions.most)
      return `wave ${wave} has ${alarms} stop alarms, and FIS takes ${most.stopConditions.most}: combine some in a metric alarm`;
  }
  return undefined;
}

/** FIS goes by the alarms of the place that it acts in; those without a place are of the platform's own. */
function stopAlarmsOf({ account, region }: Together, alarms: readonly string[], home: string | undefined): number {
  const here = region ?? home;
  const counts = (alarm: Place) =>
    (alarm.account === undefined || alarm.account === account) && (alarm.region ?? home ?? here) === here;
  return alarms.map(placeOf).filter(counts).length;
}

export const quotas = guardrail(rule);
