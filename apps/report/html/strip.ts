/** The strip above the charts: the windows by name, the moments by number, the clock. */
import { spanOf } from '../../../core/experiment/durations.ts';
import { lanes, type Moment } from '../model/moments.ts';
import { clock, stopwatch } from '../model/numbers.ts';
import type { Report } from '../model/report.ts';
import { place, type TimeAxis } from '../model/scale.ts';
import { momentLines, timeGrid, windowRects } from './backdrop.ts';
import { across, acrossAt } from './geometry.ts';
import { html, type Markup } from './markup.ts';

const bar = 24;
const lane = 20;
/** Marks nearer than this share of a phone's plot (some 210 px) would touch. */
const touching = 0.09;

export function strip(report: Report): Markup {
  const { axis, windows, moments } = report;
  const rows = lanes(
    moments.map((m) => place(m.at, axis)),
    touching,
  );
  const roomy = clocksOnPhones(axis);
  const height = bar + 8 + lane * (Math.max(-1, ...rows) + 1);
  const spoken = windows.map((w) => `${w.label} from ${clock(w.from)} to ${clock(w.to)}`).join('. ');
  return html`<figure class="strip-box"><svg class="plot strip" height="${height + 22}" role="img" aria-labelledby="strip-title strip-text">
<title id="strip-title">The run on its time axis</title><desc id="strip-text">${spoken || 'Nothing was injected.'}</desc>
${windowRects(report, height)}${timeGrid(report, height)}${momentLines(report, height)}
${windows.map((w) => {
  const [start, end] = [place(w.from, axis), place(w.to, axis)];
  const fit = fits(w.label, end - start);
  return (
    fit &&
    html`<text class="mid name t-${w.kind}${fit === 'wide' && ' wide'}" x="${across((start + end) / 2)}" y="16">${w.label}</text>`
  );
})}
${moments.map((m, i) => flag(m, acrossAt(m.at, axis), bar + 8 + rows[i]! * lane))}
${axis.ticks.map(
  ({ at }, i) =>
    html`<text class="mid${!roomy.has(i) && ' wide'}" x="${acrossAt(at, axis)}" y="${height + 16}">${clock(at)}</text>`,
)}
<text class="wide" x="100%" dx="32" y="${height + 16}">UTC</text></svg></figure>`;
}

/** Ticks whose clock fits on a phone: the origin's, and those at least a third of the plot away from the last. */
function clocksOnPhones(axis: TimeAxis): ReadonlySet<number> {
  const found = new Set<number>();
  let last: number | undefined;
  const origin = axis.ticks.findIndex((tick) => tick.at === axis.origin);
  const order = origin === -1 ? axis.ticks.map((_, i) => i) : axis.ticks.map((_, i) => i).filter((i) => i >= origin);
  for (const i of order) {
    const at = place(axis.ticks[i]!.at, axis);
    if (last !== undefined && at - last < 0.33) continue;
    found.add(i);
    last = at;
  }
  const before =
    origin === -1
      ? []
      : axis.ticks
          .map((_, i) => i)
          .filter((i) => i < origin)
          .reverse();
  let next = origin === -1 ? 0 : place(axis.origin, axis);
  for (const i of before) {
    const at = place(axis.ticks[i]!.at, axis);
    if (next - at < 0.33) continue;
    found.add(i);
    next = at;
  }
  return found;
}

/** Bold text is some 7.5 px a letter; plots are some 210 px wide on a phone, and 900 on a desk. */
function fits(label: string, share: number): 'always' | 'wide' | undefined {
  const width = label.length * 7.5 + 6;
  return width <= share * 210 ? 'always' : width <= share * 640 ? 'wide' : undefined;
}

const flag = ({ number }: Moment, x: string, y: number): Markup =>
  html`<circle class="flag" cx="${x}" cy="${y + 6}" r="8.5"/><text class="flag-number" x="${x}" y="${y + 10}">${number}</text>`;

/** What the numbers and the shades mean, in words. */
export function legend({ windows, moments, axis }: Report): Markup {
  return html`<ol class="moments">${moments.map(
    (m) =>
      html`<li><span class="number">${m.number}</span><span>${stopwatch(m.at - axis.origin)}</span><span class="clock soft">${clock(m.at)}</span><span>${m.text}</span></li>`,
  )}</ol>
<ul class="keys">${windows.map(
    (w) =>
      html`<li><svg aria-hidden="true"><rect class="w-${w.kind}" width="18" height="12" rx="2"/></svg><b>${w.label}</b> <span class="soft">${spanOf(w.to - w.from)}: ${w.meaning}</span></li>`,
  )}</ul>
<ul class="keys"><li><svg aria-hidden="true"><circle class="dot" cx="9" cy="6" r="3"/></svg>within tolerance</li>
<li><svg aria-hidden="true"><path class="breach" d="M9 0.5l5.5 5.5-5.5 5.5L3.5 6z"/></svg>outside tolerance</li>
<li><svg aria-hidden="true"><path class="hole" d="M5.5 2.5l7 7m0-7l-7 7"/></svg>no data</li>
<li><svg aria-hidden="true"><line class="tolerance" x2="18" y1="6" y2="6"/></svg>tolerance</li>
<li><svg aria-hidden="true"><line class="stop" x2="18" y1="6" y2="6"/></svg>stop threshold</li></ul>`;
}
