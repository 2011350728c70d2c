/** The evidence as a page for people. It proves nothing by itself: the signed document does. */
import { spoken } from '../../cli/text/times.ts';
import { inert } from '../../report/markdown.ts';
import { placeWords } from '../place.ts';
import type { Evidence, ExerciseEvidence, Statement } from './schema.ts';

/** GitHub-flavoured Markdown. */
export function markdown({ key, statement }: Evidence): string {
  const { outcome, reason, exercises, estimate, notCovered } = statement;
  return [
    `# ${outcome === 'certified' ? 'Certified' : 'Not certified'} ${inert(placeWords(statement.place))}: stage ${inert(statement.place.stage)}`,
    inert(reason),
    table(['Fact', 'Value'], facts(statement, key.fingerprint)),
    '## Exercises',
    table(
      ['Exercise', 'What it does', 'Outcome', 'Time to stop', 'Time to restore', 'Run'],
      exercises.map((each) => [
        inert(each.id),
        inert(each.title),
        `**${each.outcome}**`,
        time(each.toStop, each.lookEvery),
        time(each.toRestore, each.lookEvery),
        inert(each.run?.runId ?? '–'),
      ]),
    ),
    ...section('## What did not pass', missed(exercises)),
    '## What was touched',
    table(['Exercise', 'Resource', 'Proved by the platform', 'Seen by the certification'], touched(exercises)),
    '## Cost, as it was estimated before',
    table(
      ['What', 'How many', 'Each', 'Together', 'Price by'],
      estimate.items.map(({ what, quantity, unit, price, dollars, source }) => [
        inert(what),
        `${quantity} × ${inert(unit)}`,
        `$${price}`,
        `$${dollars.toFixed(4)}`,
        inert(source),
      ]),
    ),
    ...section(
      '## Not covered',
      notCovered.map(({ action, why }) => `- ${inert(action)}: ${inert(why)}`),
    ),
    '## Verify it',
    `\`\`\`sh\nsquall certify --verify evidence.json --public-key certify.key.pub\n\`\`\``,
    'This page was drawn from `evidence.json`, and proves nothing without it.',
  ]
    .join('\n\n')
    .concat('\n');
}

function facts({ id, place, platformVersion, by, from, to }: Statement, fingerprint: string): string[][] {
  const where =
    place.platform === 'simulated'
      ? [['Platform', `simulated: world ${place.world}, seed ${place.seed}; no AWS account was touched`]]
      : [
          ['Platform', place.endpoint === undefined ? 'AWS' : `calls went to ${place.endpoint}, not to AWS`],
          ['State machines', `${place.experimentMachine}, ${place.recoveryMachine}`],
        ];
  return [
    ['Certification', id],
    ...where,
    ['Account, Region', `${place.account}, ${place.region}`],
    ['Version', platformVersion],
    ['By', by],
    ['From, to', `${new Date(from).toISOString()}, ${new Date(to).toISOString()}`],
    ['Signed with', fingerprint],
  ].map(([name = '', value = '']) => [name, inert(value)]);
}

const section = (title: string, lines: readonly string[]): string[] =>
  lines.length === 0 ? [] : [title, lines.join('\n')];

const missed = (exercises: readonly ExerciseEvidence[]): string[] =>
  exercises.flatMap(({ id, outcome, why }) =>
    outcome === 'passed' ? [] : [`- **${inert(id)}**, ${outcome}: ${inert(why ?? 'no reason is given')}`],
  );

/** What a fault was proved on, and whatever does not look as before. */
const touched = (exercises: readonly ExerciseEvidence[]): string[][] =>
  exercises.flatMap(({ id, resources }) =>
    resources
      .filter(({ seen, proved }) => proved.length > 0 || (seen && seen.result !== 'restored'))
      .map((each) => [
        inert(id),
        inert(each.id),
        each.proved.map(({ result, detail }) => `${result} (${inert(detail)})`).join('; ') || '–',
        each.seen ? `${each.seen.result} (${inert(each.seen.detail)})` : '–',
      ]),
  );

/** As fine as the looks were. */
const time = (duration: number | undefined, lookEvery = 0): string =>
  duration === undefined ? '–' : `${spoken(duration)} (± ${spoken(lookEvery)})`;

const table = (columns: readonly string[], rows: readonly (readonly string[])[]): string =>
  [columns, columns.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
