/** Before, during and after in figures, and the comparison with the last run. */
import { spanOf } from '../../../core/experiment/durations.ts';
import { dateAndClock, figure, percentage } from '../model/numbers.ts';
import type { Report } from '../model/report.ts';
import type { PhaseRow, ProbeTable } from '../model/table.ts';
import { badge } from './icon.ts';
import { type Child, html, type Markup } from './markup.ts';
import { table } from './table.ts';

export const measures = ({ tables }: Report): Markup =>
  table(
    'A datapoint belongs to the phase that its own period lies in. p50 and p99 are by nearest rank, so below 100 samples p99 is the highest. The interval is the 95 % Wilson score interval of the share outside tolerance.',
    [
      { name: 'Probe and phase' },
      { name: 'n', kind: 'num' },
      { name: 'p50', kind: 'num' },
      { name: 'p99', kind: 'num' },
      { name: 'Lowest', kind: 'num' },
      { name: 'Highest', kind: 'num' },
      { name: 'Outside tolerance', kind: 'num' },
      { name: '95 % interval', kind: 'num' },
      { name: 'Judged' },
    ],
    tables.flatMap((t) =>
      t.rows.filter((row) => row.judged || row.n + row.missing > 0).map((row) => phaseCells(t, row)),
    ),
  );

const value = (n: number | undefined): string => (n === undefined ? '–' : figure(n));

const phaseCells = (t: ProbeTable, row: PhaseRow): readonly Child[] => {
  const { count, of, share, interval } = row.breaching;
  return [
    html`${t.probe}, <span class="soft">${row.phase}</span>`,
    row.missing > 0 ? `${row.n} (+${row.missing} missing)` : row.n,
    value(row.p50),
    value(row.p99),
    value(row.min),
    value(row.max),
    share === undefined ? '–' : `${count} of ${of} (${percentage(share)})`,
    interval ? `${figure(Math.round(interval[0] * 1000) / 10)}–${percentage(interval[1])}` : '–',
    !row.judged
      ? badge('plain', 'not judged')
      : of === 0
        ? badge('unsure', 'no data')
        : count > 0
          ? badge('bad', 'outside')
          : badge('good', 'within'),
  ];
};

const back: Record<ProbeTable['back'], string> = {
  'never-breached': 'never seen outside',
  recovered: 'back within tolerance',
  'not-back': 'not back by the last sample',
};

/** Time to detect and to recover, a row a probe. */
export const reactions = ({ tables }: Report): Markup =>
  table(
    'Detection counts from the injection until the run saw the first breach; recovery from the end of the faults to the first sample within tolerance after the last breach, 0 when it came back while the fault was still on.',
    [
      { name: 'Probe' },
      { name: 'Expected' },
      { name: 'Time to detect', kind: 'num' },
      { name: 'Time to recover', kind: 'num' },
      { name: 'Outcome' },
    ],
    tables.map((t) => [
      t.probe,
      t.tolerance ?? 'no tolerance',
      t.detectedAfter === undefined ? '–' : spanOf(t.detectedAfter),
      t.recoveredAfter === undefined ? '–' : spanOf(t.recoveredAfter),
      badge(t.back === 'not-back' ? 'bad' : 'good', back[t.back]),
    ]),
  );

export function comparison({ comparison: found, verdict }: Report): Markup {
  if (!found) return html`<p class="soft">No earlier run of this experiment was given to compare with.</p>`;
  return html`${found.caveats.map((caveat) => html`<p>${badge('unsure', 'Note')} ${caveat}</p>`)}${table(
    html`Against <span class="mono">${found.previousRunId}</span> of ${dateAndClock(found.previousAt)} UTC; this run: ${verdict.word}.`,
    [
      { name: 'Measure' },
      { name: 'Last run', kind: 'num' },
      { name: 'This run', kind: 'num' },
      { name: 'Change', kind: 'num' },
    ],
    found.rows.map((row) => [row.what, row.previous, row.now, row.change]),
  )}`;
}
