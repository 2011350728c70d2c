/** Which steps of a plan one call starts: what stops together, and is looked for under one token. Pure. */
import type { FaultProvider } from '../ports/faults.ts';
import { accountsOf } from '../targets/accounts.ts';
import type { PlannedStep } from './plan.ts';

export interface Together {
  readonly wave: number;
  readonly provider: FaultProvider;
  /** Told apart within its wave: `fis`, `fis/111122223333` where the wave is in several accounts, `squall/<step>`. */
  readonly key: string;
  /** Where it acts, and is looked for. Missing where no target of it names one: in the platform's own. */
  readonly account?: string;
  readonly steps: readonly PlannedStep[];
}

type Grouped = Pick<PlannedStep, 'id' | 'wave' | 'provider' | 'targets'>;

/**
 * All of FIS's in one account are one experiment there, so that one stop ends them; each of our
 * own is alone, since they have nothing in common. A step without targets goes with the first
 * of its wave's accounts. In the order of the steps.
 */
export function startedTogether(steps: readonly PlannedStep[]): readonly Together[] {
  const keyed = steps.map((step) => ({ step, ...placeOf(step, steps) }));
  return [...Map.groupBy(keyed, ({ step, key }) => `${step.wave}/${key}`).values()].flatMap((own) => {
    const [first] = own;
    if (!first) return [];
    const { step, key, account } = first;
    const { wave, provider } = step;
    return [{ wave, provider, key, ...(account !== undefined && { account }), steps: own.map((each) => each.step) }];
  });
}

/** Of its targets, sorted. */
export const accountsOfStep = ({ targets }: Pick<PlannedStep, 'targets'>): readonly string[] =>
  accountsOf(Object.values(targets).flat());

function placeOf(step: Grouped, steps: readonly Grouped[]): { readonly key: string; readonly account?: string } {
  const [own] = accountsOfStep(step);
  if (step.provider === 'squall') return { key: `squall/${step.id}`, ...(own !== undefined && { account: own }) };
  const beside = steps.filter(({ wave, provider }) => wave === step.wave && provider === 'fis');
  const several = accountsOf(beside.flatMap(({ targets }) => Object.values(targets).flat()));
  const account = own ?? several[0];
  return {
    key: several.length > 1 ? `fis/${account}` : 'fis',
    ...(account !== undefined && { account }),
  };
}
