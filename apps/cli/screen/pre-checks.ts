/** What was found of the place that takes over, one line each. */
import type { PreCheckFinding } from '../../../core/drill/pre-checks/pre-check.ts';
import type { Plan } from '../../../core/plan/plan.ts';
import type { Colours } from '../io.ts';
import { table } from '../text/table.ts';

const titles = ['pre-check', 'of', 'measured', 'needed', ''];

export function preCheckSection({ preChecks = [] }: Pick<Plan, 'preChecks'>, colours: Colours): string[] {
  if (preChecks.length === 0) return [];
  const rows = preChecks.map(({ check, of, measured, needed, state }) => [
    check,
    of,
    measured,
    needed,
    worded(state, colours),
  ]);
  return [
    colours.bold('Pre-checks: what there is where users are sent'),
    ...table(
      titles.map((title) => ({ title })),
      rows,
      colours.dim,
    ).map((line) => `  ${line}`),
  ];
}

function worded(state: PreCheckFinding['state'], colours: Colours): string {
  if (state === 'ok') return colours.green('ok');
  return colours.red(state === 'fails' ? 'FAILS' : 'NOT KNOWN');
}
