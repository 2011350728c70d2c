/** A drill against its objectives: the table, and the time line as a picture. */
import type { DrillBar, DrillReport } from '../model/drill.ts';
import { clock } from '../model/numbers.ts';
import type { Report } from '../model/report.ts';
import { place, type TimeAxis } from '../model/scale.ts';
import { across, acrossAt } from './geometry.ts';
import { badge } from './icon.ts';
import { html, type Markup } from './markup.ts';
import { table } from './table.ts';

const row = 40;
const thick = 12;

export const drill = ({ drill: found }: Report): Markup | undefined =>
  found &&
  html`${found.bars.length > 0 && picture(found)}${objectives(found)}${found.notes.map((note) => html`<p class="soft">${note}</p>`)}`;

const objectives = ({ rows }: DrillReport): Markup =>
  table(
    'Measured from the journal, the ledger and the samples alone. Where data come by the period, the true figure lies between the two that are told.',
    [
      { name: 'Figure' },
      { name: 'Measured', kind: 'nowrap' },
      { name: 'Objective', kind: 'nowrap' },
      { name: 'Outcome' },
      { name: 'What it counts, or why it is not known', kind: 'full' },
    ],
    rows.map(({ label, measured, objective, tone, outcome, note }) => [
      label,
      html`<b>${measured}</b>`,
      objective,
      outcome === 'no objective' ? '–' : badge(tone, outcome),
      note,
    ]),
  );

/** Each stretch a bar below its name, fainter where the data cannot tell whether it was over, with a line where the objective wants it over. */
function picture({ bars, axis }: DrillReport): Markup {
  const height = bars.length * row + 6;
  const spoken = bars.map(({ title }) => title).join('. ');
  return html`<div class="panel"><figure class="strip-box"><svg class="plot drill" height="${height + 40}" role="img" aria-labelledby="drill-title drill-text">
<title id="drill-title">The drill on its time axis</title><desc id="drill-text">${spoken}</desc>
${axis.ticks.map(
  ({ at, label, major }) =>
    html`<line class="grid${!major && ' wide'}" x1="${acrossAt(at, axis)}" x2="${acrossAt(at, axis)}" y1="0" y2="${height}"/><text class="mid${!major && ' wide'}" x="${acrossAt(at, axis)}" y="${height + 16}">${label}</text>${major && html`<text class="mid wide" x="${acrossAt(at, axis)}" y="${height + 32}">${clock(at)}</text>`}`,
)}
${bars.map((bar, i) => stretch(bar, axis, i * row))}</svg></figure>
<ul class="keys"><li><svg aria-hidden="true"><rect class="d-plain" width="18" height="12" rx="2"/></svg>how long it lasted</li>
<li><svg aria-hidden="true"><rect class="d-plain faint" width="18" height="12" rx="2"/></svg>where the data cannot tell its end</li>
<li><svg aria-hidden="true"><line class="by" x1="9" x2="9" y1="0" y2="12"/></svg>by when the objective wants it over</li>
<li class="soft">${axis.unit} from the beginning</li></ul></div>`;
}

function stretch({ label, took, from, surely, to, by, tone, title }: DrillBar, axis: TimeAxis, y: number): Markup {
  const [start, sure, end] = [place(from, axis), place(surely, axis), place(to, axis)];
  const top = y + 20;
  // A name that begins in the last third of the plot ends where its bar does.
  const late = start > 0.66;
  const said = html`<title>${title}</title>`;
  return html`<text class="d-name${late && ' right-end'}" x="${across(late ? Math.min(1, Math.max(end, start)) : start)}" y="${y + 14}">${label}<tspan class="wide d-took"> ${took}</tspan></text>
${sure > start && html`<rect class="d-${tone}" x="${across(start)}" y="${top}" width="${across(sure - start)}" height="${thick}">${said}</rect>`}
${end > sure && html`<rect class="d-${tone} faint" x="${across(sure)}" y="${top}" width="${across(end - sure)}" height="${thick}">${said}</rect>`}
${end === start && html`<rect class="d-${tone}" x="${across(start)}" y="${top}" width="2" height="${thick}">${said}</rect>`}
${by !== undefined && html`<line class="by" x1="${acrossAt(by, axis)}" x2="${acrossAt(by, axis)}" y1="${top - 4}" y2="${top + thick + 4}"/>`}`;
}
