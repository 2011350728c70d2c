/** A drill over its last runs: a picture of each figure, and the table with where it goes. */
import { figure } from '../model/numbers.ts';
import type { Report } from '../model/report.ts';
import { place } from '../model/scale.ts';
import type { TrendReport, TrendRow } from '../model/trend.ts';
import type { TrendChart, TrendMark } from '../model/trend-chart.ts';
import { across, down } from './geometry.ts';
import { badge, icon } from './icon.ts';
import { html, type Markup } from './markup.ts';
import { table } from './table.ts';

const height = 96;

export const trend = ({ trend: found }: Report): Markup | undefined =>
  found &&
  html`<p class="lead">This run and the ${found.runs.length - 1} before it, oldest on the left. A figure lies between the ends of its line where the data cannot tell it more narrowly.</p>
${found.caveats.map((caveat) => html`<p>${badge('unsure', 'Note')} ${caveat}.</p>`)}
<div class="panel"><div class="trends">${found.charts.map(chart)}</div>${legend}</div>${figures(found)}${runs(found)}`;

const chart = (one: TrendChart): Markup => {
  const { name, label, unit, scale, marks, objective, summary } = one;
  const id = `trend-${name}`;
  const count = marks.length;
  return html`<figure class="chart"><figcaption><h3>${label}</h3><span class="soft">in ${unit}</span>${objective && html`<span>objective ${objective.text}</span>`}</figcaption>
<svg class="plot" height="${height + 20}" role="img" aria-labelledby="${id}-title ${id}-text"><title id="${id}-title">${label} over ${count} runs</title><desc id="${id}-text">${summary}</desc>
${scale.ticks.map((tick) => {
  const y = down(place(tick, scale), height);
  return html`<line class="grid" x1="0" x2="100%" y1="${y}" y2="${y}"/><text class="left" x="0" dx="-7" y="${y + 4}">${figure(tick)}</text>`;
})}
${objective && html`<line class="tolerance" x1="0" x2="100%" y1="${down(objective.y, height)}" y2="${down(objective.y, height)}"/><text class="right tolerance-label" x="100%" dx="7" y="${down(objective.y, height) + 4}">objective</text>`}
${marks.map((mark) => symbol(mark))}
${marks.map(({ x }, i) => (i === 0 || i === count - 1) && html`<text class="mid" x="${across(x)}" y="${height + 16}">${i === 0 ? '1' : 'this run'}</text>`)}</svg></figure>`;
};

/** The shape says what the colour does. */
const shapes: Readonly<Record<TrendMark['kind'], readonly [className: string, path: string, says: string]>> = {
  met: ['dot', 'M-3.2 0a3.2 3.2 0 1 0 6.4 0a3.2 3.2 0 1 0-6.4 0z', 'objective met'],
  missed: ['breach', 'M0-5l5 5-5 5-5-5z', 'objective missed'],
  never: ['breach', 'M0-5l5 9h-10z', 'did not come about'],
  unclear: ['unclear', 'M-3.5-3.5h7v7h-7z', 'too coarse for its objective'],
  plain: ['unjudged', 'M-2.8 0a2.8 2.8 0 1 0 5.6 0a2.8 2.8 0 1 0-5.6 0z', 'no objective'],
  unknown: ['hole', 'M-3.5-3.5l7 7m0-7l-7 7', 'not known'],
};

function symbol({ kind, x, y, least, title }: TrendMark): Markup {
  const [className, path] = shapes[kind];
  const at = down(y, height);
  return html`${least !== undefined && html`<line class="range" x1="${across(x)}" x2="${across(x)}" y1="${at}" y2="${down(least, height)}"/>`}<svg x="${across(x)}" y="${at}" overflow="visible"><path class="${className}" d="${path}"><title>${title}</title></path></svg>`;
}

const legend = html`<ul class="keys">${Object.values(shapes).map(
  ([className, path, says]) =>
    html`<li><svg aria-hidden="true" viewBox="-9 -6 18 12"><path class="${className}" d="${path}"/></svg>${says}</li>`,
)}<li><svg aria-hidden="true" viewBox="-9 -6 18 12"><line class="range" y1="-6" y2="6"/></svg>how narrowly it is known</li></ul>`;

const figures = ({ rows }: TrendReport): Markup =>
  table(
    'Percentiles by nearest rank, so that below 20 runs the 95th is the worst; of users served the worst is the lowest. Where a figure goes is told by the test of Mann and Kendall at 5 %, with the median of its slopes.',
    [
      { name: 'Figure' },
      { name: 'Runs that told', kind: 'num' },
      { name: 'p50', kind: 'num' },
      { name: 'p95', kind: 'num' },
      { name: 'Worst', kind: 'num' },
      { name: 'Objective', kind: 'nowrap' },
      { name: 'Came out' },
      { name: 'From run to run', kind: 'full' },
    ],
    rows.map((row) => [
      row.label,
      row.unknown === 0 ? row.of : `${row.of} of ${row.of + row.unknown}`,
      row.p50,
      row.p95,
      row.worst,
      row.objective,
      row.came,
      direction(row),
    ]),
  );

const direction = ({ tone, direction: says }: TrendRow): Markup =>
  html`${tone !== 'plain' && html`<span class="${tone}">${icon(tone)}</span>`}${says}`;

const runs = ({ runs: all, rows }: TrendReport): Markup =>
  html`<details><summary>All ${all.length} runs</summary>${table(
    'Oldest first; each as its own report tells it.',
    [
      { name: 'Run', kind: 'full' },
      { name: 'Began, UTC', kind: 'nowrap' },
      { name: 'Verdict' },
      ...rows.map(({ label }) => ({ name: label })),
    ],
    all.map(({ runId, at, verdict, figures: told }) => [
      html`<span class="mono">${runId}</span>`,
      at,
      verdict,
      ...told,
    ]),
  )}</details>`;
