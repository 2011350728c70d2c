/** What FIS takes at most, against what a plan asks. Pure. */
import { quotas } from '../../../core/faults/quotas.ts';
import { mostByArn } from '../../../core/faults/target-quotas.ts';
import type { Plan, PlannedStep } from '../../../core/plan/plan.ts';
import { count } from '../text/numbers.ts';

/** The guardrail reads those that can be raised, for the account; here is said which. */
export function quotaText({ steps }: Pick<Plan, 'steps'>): string {
  const byFis = steps.filter(({ provider }) => provider === 'fis');
  const waves = [...Map.groupBy(byFis, ({ wave }) => wave).values()];
  const most = Math.max(0, ...waves.map((own) => own.length));
  const atOnce = `${count(most, 'action')} at once of ${quotas.actionsAtOnce.most}; `;
  const raised = [...new Set(byFis.filter((step) => widest(step) > mostByArn).map(({ action }) => action))].map(
    (action) =>
      `${Math.max(...byFis.filter((step) => step.action === action).map(widest))} targets of ${action}, if the quota of its account goes that far`,
  );
  return atOnce + (raised.length === 0 ? 'no more targets than AWS allows unasked' : raised.join('; '));
}

const widest = ({ targets }: PlannedStep): number => Math.max(0, ...Object.values(targets).map(({ length }) => length));
