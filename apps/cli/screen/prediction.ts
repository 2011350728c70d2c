/** What `squall plan --predict` adds to the page. Pure. */
import type { Prediction } from '../../local/platform.ts';
import type { Colours } from '../io.ts';
import { count, percent } from '../text/numbers.ts';
import { pairs } from '../text/table.ts';
import { spoken } from '../text/times.ts';

export function predictionSection(prediction: Prediction, colours: Colours, columns: number): string[] {
  const { held, rehearsals, share, interval, recovery, reason, cutShort } = prediction;
  const paint = { held: colours.green, refuted: colours.red, inconclusive: colours.yellow }[prediction.verdict];
  const [low, high] = interval;
  const facts: (readonly [string, string])[] = [
    [
      'Verdict',
      `${paint(prediction.verdict)}: ${held} of ${count(rehearsals, 'rehearsal')} held ` +
        `(${percent(100 * share)}; 95 % confidence ${percent(100 * low)} to ${percent(100 * high)})`,
    ],
  ];
  if (reason) facts.push(['Did not hold', `${reason.says} (so in ${reason.of} of ${rehearsals - held})`]);
  if (cutShort > 0) facts.push(['Cut short', `${cutShort} of ${rehearsals}`]);
  facts.push([
    'Recovery',
    recovery ? recoveryText(prediction, recovery) : 'in none of them was steady state seen again',
  ]);
  return [
    colours.bold(`Prediction: rehearsed on world ${prediction.world} with closed-form traffic, not a measurement`),
    ...pairs(facts, columns, '  '),
  ];
}

function recoveryText(
  { rehearsals }: Prediction,
  { of, median, longest }: NonNullable<Prediction['recovery']>,
): string {
  const seen = of === rehearsals ? '' : `, seen in ${of} of ${rehearsals}`;
  if (longest === 0) return `steady state stood as soon as the faults had ended${seen}`;
  return `steady state back ${spoken(median)} after the end of the faults (median; longest ${spoken(longest)}${seen})`;
}
