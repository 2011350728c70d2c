import { fault } from '../faults/catalogue.ts';
import { choosingOf } from '../faults/choosing.ts';
import { longestAction, quotas as most } from '../faults/quotas.ts';
import type { Plan, PlannedStep } from '../plan/plan.ts';
import { startedTogether, type Together } from '../plan/started-together.ts';
import { accountOf, accountsOf } from '../targets/accounts.ts';
import { guardrail, type Rule } from './guardrail.ts';

/** An account, and how many experiments of FIS run in it. */
type Running = readonly [account: string | undefined, running: number];

/** What one wave has FIS find by a tag for one action, and how many the account may. */
interface Tagged {
  readonly wave: number;
  readonly action: string;
  readonly account: string | undefined;
  readonly targets: number;
  readonly most: number;
  /** Why FIS can be told of them in no way at all, where it cannot. */
  readonly never?: string;
}

interface Facts {
  readonly running: readonly Running[];
  readonly tagged: readonly Tagged[];
}

/**
 * What FIS would turn away is not begun: a wave is one template in each of its accounts, whose
 * actions all start at once. Waves follow each other, so that a run has one experiment at a
 * time in an account.
 *
 * Of the quotas that cannot be raised the documented ones are gone by. Those that can are read
 * for the account, and only where a plan comes near them. One that cannot be read refuses, also
 * where the documented default would do: an account may have been given less than that.
 */
export const rule: Rule<Facts> = {
  rule: 'quotas',
  async gather({ plan }, { faults }) {
    const byFis = plan.steps.filter(({ provider }) => provider === 'fis');
    const accounts = accountsOf(byFis.flatMap(({ targets }) => Object.values(targets).flat()));
    const asked = byFis.length === 0 ? [] : accounts.length === 0 ? [undefined] : accounts;
    return {
      running: await Promise.all(
        asked.map(async (account): Promise<Running> => [account, await faults.active(account)]),
      ),
      tagged: await Promise.all(
        foundByTag(byFis).map(async (each) => ({ ...each, most: await faults.mostByTag(each.action, each.account) })),
      ),
    };
  },
  decide({ plan }, { running, tagged }) {
    const busy = running.find(([, count]) => count >= most.activeExperiments.most);
    if (busy) {
      const [account, count] = busy;
      const where = account === undefined ? 'the account' : `account ${account}`;
      return `${count} experiments of FIS run in ${where}, and it takes ${most.activeExperiments.most} at once: wait until one has ended`;
    }
    const over = tagged.find(({ targets, most: taken }) => targets > taken);
    if (over) {
      const { wave, action, account, targets, most: taken, never } = over;
      if (never !== undefined) return `wave ${wave} cannot be told to FIS: ${never}`;
      const where = account === undefined ? '' : ` in account ${account}`;
      return `wave ${wave} has ${targets} targets of ${action}, and FIS takes ${taken} of them${where}: choose fewer, or ask Service Quotas for more`;
    }
    return tooManyTargets(plan.steps) ?? tooMuch(plan);
  },
};

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
  const wide = placed.flatMap(({ wave, account, action, targets }) =>
    Object.entries(targets).flatMap(([key, arns]) => {
      const chosen = choosingOf(action, key, arns.length);
      if (chosen.by === 'arns') return [];
      return [{ wave, account, action, arns, ...(chosen.by === 'nothing' && { never: chosen.why }) }];
    }),
  );
  const alike = Map.groupBy(wide, ({ wave, account, action }) => `${wave}/${account}/${action}`);
  return [...alike.values()].map((own) => {
    const [{ wave, account, action } = { wave: 0, account: undefined, action: '' }] = own;
    const arns = new Set(own.flatMap((each) => each.arns));
    const never = own.find((each) => each.never !== undefined)?.never;
    return { wave, action, account, targets: arns.size, ...(never !== undefined && { never }) };
  });
}

function tooMuch({ steps, definition }: Plan): string | undefined {
  for (const together of startedTogether(steps).filter(({ provider }) => provider === 'fis')) {
    const { wave, steps: own } = together;
    const actions = Math.min(most.actionsAtOnce.most, most.actionsInTemplate.most);
    if (own.length > actions)
      return `wave ${wave} has ${own.length} actions, and FIS takes ${actions} at once: let some wait for others with after`;
    const long = own.find(({ duration }) => duration > longestAction);
    if (long)
      return `step ${long.id} takes ${Math.ceil(long.duration / 3_600_000)} h, and FIS takes ${most.actionHours.most} h: shorten it`;
    const alarms = stopAlarmsOf(together, definition.guardrails.stopAlarms ?? []);
    if (alarms > most.stopConditions.most)
      return `wave ${wave} has ${alarms} stop alarms, and FIS takes ${most.stopConditions.most}: combine some in a metric alarm`;
  }
  return undefined;
}

/** FIS goes by the alarms of the account that it acts in; those without an account are of the platform's own. */
const stopAlarmsOf = ({ account }: Together, alarms: readonly string[]): number =>
  alarms.filter((alarm) => accountOf(alarm) === undefined || accountOf(alarm) === account).length;

export const quotas = guardrail(rule);
