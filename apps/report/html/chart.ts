/** One probe: every sample, its tolerance and stop threshold, on the run's windows. */
import type { Chart, Mark } from '../model/chart.ts';
import { clock, figure, stopwatch } from '../model/numbers.ts';
import type { Report } from '../model/report.ts';
import { place } from '../model/scale.ts';
import { momentLines, timeGrid, timeLabels, windowRects } from './backdrop.ts';
import { across, down, plotHeight, rowHeight } from './geometry.ts';
import { badge } from './icon.ts';
import { html, type Markup } from './markup.ts';
import { table } from './table.ts';

export function chart(one: Chart, index: number, report: Report): Markup {
  const height =
    one.rows.length > 0 || one.series.categorical ? Math.max(1, one.rows.length) * rowHeight + 12 : plotHeight;
  const { series } = one;
  const id = `chart-${index}`;
  const breaching = series.points.some((p) => p.result === 'breach');
  const state =
    series.points.length === 0
      ? badge('unsure', 'no sample')
      : breaching
        ? badge('bad', 'left its tolerance')
        : series.tolerance === undefined
          ? undefined
          : badge(
              'good',
              series.judged.includes('during')
                ? 'stayed within tolerance'
                : `within tolerance ${series.judged.join(' and ')}`,
            );
  return html`<figure class="chart"><figcaption><h3>${one.probe}</h3><span>${series.tolerance === undefined ? 'no tolerance' : html`expected ${series.tolerance}`}</span><span class="soft">${series.source}</span><span class="state">${state}</span></figcaption>
<svg class="plot" height="${height + 20}" role="img" aria-labelledby="${id}-title ${id}-text"><title id="${id}-title">${one.probe} over the run</title><desc id="${id}-text">${one.summary}</desc>
${windowRects(report, height)}${timeGrid(report, height)}${rowsOf(one, height)}${momentLines(report, height)}
${one.lines.map((line) => html`<line class="${line.kind}" x1="0" x2="100%" y1="${down(line.y, height)}" y2="${down(line.y, height)}"/><text class="right ${line.kind}-label" x="100%" dx="7" y="${down(line.labelY, height) + 4}">${line.kind === 'stop' && html`<tspan class="wide">stop </tspan>`}${line.label}</text>`)}
${!series.categorical && html`<svg x="0" y="0" width="100%" height="${height}" viewBox="0 0 1000 ${height}" preserveAspectRatio="none"><path class="trace" d="${trace(one.marks, height)}"/></svg>`}
${one.marks.map((mark) => symbol(mark, height))}
${timeLabels(report, height + 15)}</svg>
${one.beyond.length > 0 && html`<p class="soft">Beyond the scale: ${one.beyond.join(', ')}.</p>`}
${series.points.length > 0 && samples(one, report)}</figure>`;
}

/** Horizontal grid with its values, or one named row for each state. */
const rowsOf = (one: Chart, height: number): readonly Markup[] =>
  one.series.categorical
    ? one.rows.map((name, i) => gridLine(name, down(1 - (i + 0.5) / one.rows.length, height)))
    : one.scale.ticks.map((tick) => gridLine(figure(tick), down(place(tick, one.scale), height)));

const gridLine = (label: string, y: number): Markup =>
  html`<line class="grid" x1="0" x2="100%" y1="${y}" y2="${y}"/><text class="left" x="0" dx="-7" y="${y + 4}">${label.length > 7 ? `${label.slice(0, 6)}…` : label}</text>`;

/** A datapoint stands for its whole period, so it is drawn as long as that; where nobody looked, the line is broken. */
function trace(marks: readonly Mark[], height: number): string {
  const pieces: string[] = [];
  for (const { x, width, y, joined } of marks) {
    if (y === undefined) continue;
    const [from, to, level] = [(x * 1000).toFixed(1), ((x + width) * 1000).toFixed(1), down(y, height)];
    pieces.push(`${joined ? 'L' : 'M'}${from} ${level}H${to}`);
  }
  return pieces.join('');
}

function symbol(mark: Mark, height: number): Markup {
  const x = across(mark.x + mark.width / 2);
  const y = down(mark.y ?? 0, height);
  const title = html`<title>${mark.title}</title>`;
  if (mark.result === 'within') return html`<circle class="dot" cx="${x}" cy="${y}" r="2.8">${title}</circle>`;
  if (mark.result === 'unjudged') return html`<circle class="unjudged" cx="${x}" cy="${y}" r="2.8">${title}</circle>`;
  const [name, path] = mark.result === 'breach' ? ['breach', 'M0-5l5 5-5 5-5-5z'] : ['hole', 'M-3.5-3.5l7 7m0-7l-7 7'];
  return html`<svg x="${x}" y="${y}" overflow="visible"><path class="${name}" d="${path}">${title}</path></svg>`;
}

const tones = { within: 'good', breach: 'bad', 'no-data': 'unsure', unjudged: 'plain' } as const;
const words = { within: 'within', breach: 'outside', 'no-data': 'no data', unjudged: 'not judged' } as const;

const samples = (one: Chart, { axis }: Report): Markup =>
  html`<details><summary>All ${one.series.points.length} samples of ${one.probe}</summary>${table(
    `Every sample of ${one.probe}, by the start of its period. Times are from the injection, and UTC.`,
    [
      { name: 'From injection' },
      { name: 'UTC' },
      { name: 'Phase' },
      { name: 'Value', kind: 'num' },
      { name: 'Tolerance' },
      { name: 'Detail' },
    ],
    one.series.points.map((p) => [
      stopwatch(p.at - axis.origin),
      clock(p.at),
      p.phase,
      p.text,
      badge(tones[p.result], words[p.result]),
      p.detail,
    ]),
  )}</details>`;
