/** The page: one file that opens from disk, asks the network for nothing, and runs no script. */
import { createHash } from 'node:crypto';
import type { RunHistory } from '../../../core/history/run-history.ts';
import { dateAndClock } from '../model/numbers.ts';
import { type Earlier, type Report, reportOf } from '../model/report.ts';
import { cost, exposure, replay, timeline } from './account.ts';
import { chart } from './chart.ts';
import { drill } from './drill.ts';
import { type Child, type Markup, html as markup, trusted } from './markup.ts';
import { figures, hypothesis, mast } from './mast.ts';
import { comparison, measures, reactions } from './measures.ts';
import { preChecks } from './pre-checks.ts';
import { legend, strip } from './strip.ts';
import { style } from './style.ts';
import { changes, targets } from './touched.ts';
import { trend } from './trend.ts';

/** Only our one style sheet, known by its hash, may act; nothing may be loaded, sent, framed or run. */
export const policy = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'; base-uri 'none'; form-action 'none'`;

type Section = readonly [id: string, name: string, body: (report: Report) => Child];

const contents: readonly Section[] = [
  ['hypothesis', 'Hypothesis', hypothesis],
  ['drill', 'Drill', drill],
  ['trend', 'Over its runs', trend],
  ['samples', 'Every sample', charts],
  ['measures', 'Before, during, after', (r) => [measures(r), reactions(r)]],
  ['pre-checks', 'Pre-checks', preChecks],
  ['targets', 'Targets', targets],
  ['changes', 'Changes and undo', changes],
  ['timeline', 'Timeline', timeline],
  ['exposure', 'Stop conditions', exposure],
  ['cost', 'Cost', cost],
  ['comparison', 'The last run', comparison],
  ['replay', 'Run it again', replay],
];

function charts(report: Report): Markup {
  const { axis, times } = report;
  if (report.charts.every((one) => one.marks.length === 0)) return markup`<p>No sample was taken.</p>`;
  const zero = times.injectedAt === undefined ? 'the start of the run (nothing was injected)' : 'the injection';
  return markup`<p class="lead">Below each chart, ${axis.unit} from ${zero}; above, the clock. One time axis for all.</p>
<div class="panel">${strip(report)}${legend(report)}${report.charts.map((one, i) => chart(one, i, report))}</div>`;
}

/** @returns a whole HTML document. The same history gives the same bytes. */
export function html(history: RunHistory, earlier?: Earlier): string {
  const report = reportOf(history, earlier);
  const { word, reason } = report.verdict;
  const missing = [
    ...(report.comparison ? [] : ['comparison']),
    ...(report.drill ? [] : ['drill']),
    ...(report.trend ? [] : ['trend']),
    ...(report.preChecks.length > 0 ? [] : ['pre-checks']),
  ];
  const sections = contents.filter(([id]) => !missing.includes(id));
  return `<!doctype html>\n${
    markup`<html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${trusted(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="referrer" content="no-referrer"><meta name="color-scheme" content="light dark">
<title>${word}: ${report.title} · Squall</title><meta name="description" content="${reason}"><style>${trusted(style)}</style></head>
<body><a class="skip" href="#samples">Skip to the charts</a>${mast(
      report,
      sections.map(([id, name]) => [id, name] as const),
    )}<main>${figures(report)}
${sections.map(([id, name, body]) => markup`<section id="${id}" aria-labelledby="${id}-heading"><h2 id="${id}-heading">${name}</h2>${body(report)}</section>\n`)}</main>
<footer><p>Drawn from the run's journal and ledger alone, as of ${dateAndClock(report.times.lastAt)} UTC. Times are UTC${
      report.verdict.facts.some(([, v]) => v.includes('simulated cloud')) && ", by the simulated cloud's clock"
    }.</p></footer></body></html>`.markup
  }\n`;
}
