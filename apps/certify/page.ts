/** What a person reads before a certification begins. Pure. */
import type { Colours } from '../cli/io.ts';
import { count, dollars } from '../cli/text/numbers.ts';
import { plain } from '../cli/text/plain.ts';
import { pairs, table } from '../cli/text/table.ts';
import { spoken } from '../cli/text/times.ts';
import type { Estimate, Statement } from './evidence/schema.ts';
import type { Previewed } from './preview.ts';

export interface Page {
  readonly where: string;
  readonly stage: string;
  readonly previewed: readonly Previewed[];
  /** All exercises there are. */
  readonly of: number;
  readonly estimate: Estimate;
  readonly notCovered: Statement['notCovered'];
  readonly evidence: string;
  readonly columns: number;
  /** Whether AWS is touched, and billed. */
  readonly real: boolean;
}

export function page(given: Page, colours: Colours): string[] {
  const { stage, previewed, of, estimate, notCovered, real } = given;
  const rows = previewed.map(({ exercise, plan, why }, i) => [
    String(i + 1),
    exercise.id,
    plain(plan ? exercise.title : `not possible: ${why}`),
    plan ? spoken(Math.max(...plan.steps.map(({ duration }) => duration))) : '',
  ]);
  const left = of - previewed.length;
  const money = `${dollars(estimate.dollars)} in AWS${real ? '' : '; nothing here'}`;
  return [
    colours.bold(`Certify the platform of stage ${stage} on its sample fleet: ${count(previewed.length, 'exercise')}`),
    '',
    ...table(
      [{ title: '', align: 'right' }, { title: 'exercise' }, { title: 'what it does' }, { title: 'fault' }],
      rows,
      colours.dim,
    ),
    '',
    ...pairs(
      [
        ['Where', given.where],
        ['Takes', `about ${spoken(estimate.expected)}; the leases together last ${spoken(estimate.longest)}`],
        ['Costs', `about ${money}`],
      ],
      given.columns,
    ),
    ...costs(estimate, colours),
    '',
    ...pairs(
      [
        ['Evidence', given.evidence],
        ...(left > 0 ? [['Left out', `${count(left, 'exercise')}: without them nothing is certified`] as const] : []),
        ['Not covered', notCovered.map(({ action }) => action).join(', ') || 'nothing'],
      ],
      given.columns,
    ),
  ];
}

function costs({ items }: Estimate, colours: Colours): string[] {
  const rows = items.map(({ what, quantity, unit, price, dollars: sum, source }) => [
    `  ${what}`,
    count(quantity, unit),
    `$${price}`,
    `$${sum.toFixed(4)}`,
    source,
  ]);
  const right = 'right' as const;
  const columns = [
    { title: '  what' },
    { title: 'how many', align: right },
    { title: 'each', align: right },
    { title: 'together', align: right },
    { title: 'price by' },
  ];
  return table(columns, rows, colours.dim);
}
