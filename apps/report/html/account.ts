/** The run line by line, what it cost, how long a stop would have taken, and how to run it again. */
import { spanOf } from '../../../core/experiment/durations.ts';
import { clock, dollars, stopwatch } from '../model/numbers.ts';
import type { Report } from '../model/report.ts';
import { icon } from './icon.ts';
import { html, type Markup } from './markup.ts';
import { table } from './table.ts';

export const timeline = ({ timeline: rows, axis, times }: Report): Markup =>
  table(
    `Times are UTC, and from the ${times.injectedAt === undefined ? 'start' : 'injection'}.`,
    [{ name: 'UTC' }, { name: 'From zero' }, { name: 'Step' }, { name: 'What happened', kind: 'full' }],
    rows.map((row) => [
      clock(row.at),
      stopwatch(row.at - axis.origin),
      row.step,
      html`${row.tone !== 'plain' && html`<span class="${row.tone}">${icon(row.tone)}</span>`}${row.text}`,
    ]),
  );

export const cost = ({ cost: c }: Report): Markup =>
  table(
    `What the plan costs in AWS: ${c.basis}.`,
    [{ name: 'Part' }, { name: 'Dollars', kind: 'num' }],
    [
      ['Faults', dollars(c.faults)],
      ['Platform', dollars(c.platform)],
      ['Total', html`<b>${dollars(c.total)}</b>`],
    ],
  );

export const exposure = ({ exposure: list, stopConditions, hypothesis }: Report): Markup =>
  list.length === 0
    ? html`<p>No alarm stops this experiment${hypothesis.probes.length > 0 && '; its probes do'}.</p>`
    : html`${table(
        'The longest that harm could have gone on after it began: until the alarm fires, until we hear of it, until the faults are stopped.',
        [
          { name: 'Stop alarm' },
          { name: 'Detect', kind: 'num' },
          { name: 'Deliver', kind: 'num' },
          { name: 'Stop', kind: 'num' },
          { name: 'Worst case', kind: 'num' },
        ],
        list.map((e) => [
          e.alarm,
          spanOf(e.detect),
          spanOf(e.deliver),
          spanOf(e.stop),
          html`<b>${spanOf(e.total)}</b>`,
        ]),
      )}${stopConditions.map((sentence) => html`<p>${sentence}.</p>`)}`;

export const replay = ({ replay: command }: Report): Markup =>
  html`<p>The same seed chooses the same targets and draws the same traffic. The plan hash refuses to run if anything else has changed.</p><pre tabindex="0"><code>${command}</code></pre>`;
