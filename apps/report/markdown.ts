/** The report for a pull request or a wiki page. */
import { spanOf } from '../../core/experiment/durations.ts';
import type { RunHistory } from '../../core/history/run-history.ts';
import { clock, dollars, figure, percentage, stopwatch } from './model/numbers.ts';
import { type Earlier, type Report, reportOf } from './model/report.ts';
import type { PhaseRow, ProbeTable } from './model/table.ts';
import { oneLine } from './plain-text.ts';

/** Nothing in it can start markup, a table cell, a link or a mention. */
export const inert = (text: string): string =>
  oneLine(text)
    .replace(/[\\`*_{}[\]()#+!|~]/g, '\\$&')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/@/g, '&#64;')
    .replace(/:\/\//g, '&#58;//');

/** GitHub-flavoured Markdown. */
export function markdown(history: RunHistory, earlier?: Earlier): string {
  const report = reportOf(history, earlier);
  const { verdict } = report;
  return [
    `# ${inert(report.title)}: ${inert(verdict.word)}`,
    inert(verdict.reason),
    table(
      ['Outcome', 'Value', 'Meaning'],
      verdict.outcomes.map((o) => [o.name, `**${inert(o.value)}**`, o.meaning]),
    ),
    table(
      ['Fact', 'Value'],
      verdict.facts.map(([label, value]) => [label, inert(value)]),
    ),
    hypothesis(report),
    ...drill(report),
    ...trend(report),
    '## Before, during, after',
    table(
      ['Probe', 'Phase', 'n', 'p50', 'p99', 'Lowest', 'Highest', 'Outside tolerance', '95 % interval'],
      report.tables.flatMap((one) => one.rows.map((row) => phase(one, row))),
    ),
    table(
      ['Probe', 'Expected', 'Time to detect', 'Time to recover'],
      report.tables.map((t) => [
        inert(t.probe),
        inert(t.tolerance ?? 'no tolerance'),
        time(t.detectedAfter),
        time(t.recoveredAfter),
      ]),
    ),
    ...preChecks(report),
    '## Targets',
    inert(report.lease),
    table(
      ['Target', 'Zone', 'Service', 'Lease', 'Id'],
      report.targets.flatMap((g) => g.rows.map((r) => [r.name, r.zone, r.service, r.lease, r.id].map(inert))),
    ),
    '## What changed, and proof of undo',
    report.changes.length === 0
      ? 'Nothing was changed: the ledger is empty.'
      : table(
          ['Action', 'Resource', 'Before', 'After', 'Proof'],
          report.changes.flatMap((c) =>
            c.findings.map((f) => [
              inert(`${c.stepId} (${c.action})`),
              inert(f.id),
              inert(f.before),
              inert(f.after),
              `**${f.result.toUpperCase()}**`,
            ]),
          ),
        ),
    ...report.changes.flatMap((c) => (c.left === undefined ? [] : `${inert(c.stepId)}: ${inert(c.left)}`)),
    ...report.unsafe.map((why) => `Unsafe: ${inert(why)}`),
    ...report.irreversible.map((i) => `Cannot be undone: ${inert(i.stepId)}: ${inert(i.reason)}`),
    '## Timeline',
    table(
      ['UTC', 'From zero', 'Step', 'What happened'],
      report.timeline.map((r) => [clock(r.at), stopwatch(r.at - report.axis.origin), inert(r.step), inert(r.text)]),
    ),
    ...exposure(report),
    '## Cost',
    `${dollars(report.cost.total)}: ${inert(report.cost.basis)}`,
    ...comparison(report),
    '## Run it again',
    fenced(report.replay),
  ]
    .join('\n\n')
    .concat('\n');
}

const time = (duration: number | undefined): string => (duration === undefined ? '–' : spanOf(duration));
const value = (n: number | undefined): string => (n === undefined ? '–' : figure(n));

function phase(one: ProbeTable, row: PhaseRow): readonly string[] {
  const { count, of, share, interval } = row.breaching;
  const numbers = [row.p50, row.p99, row.min, row.max].map(value);
  const breaching = share === undefined ? '–' : `${count} of ${of} (${percentage(share)})`;
  const range = interval ? `${percentage(interval[0])} to ${percentage(interval[1])}` : '–';
  return [
    inert(one.probe),
    row.judged ? row.phase : `${row.phase} (not judged)`,
    String(row.n),
    ...numbers,
    breaching,
    range,
  ];
}

function drill({ drill: found }: Report): readonly string[] {
  if (!found) return [];
  return [
    '## Drill',
    table(
      ['Figure', 'Measured', 'Objective', 'Outcome', 'What it counts, or why it is not known'],
      found.rows.map((r) => [r.label, inert(r.measured), inert(r.objective), `**${r.outcome}**`, inert(r.note)]),
    ),
    ...found.bars.map(({ title }) => `- ${inert(title)}`),
    ...found.notes.map(inert),
  ];
}

function trend({ trend: found }: Report): readonly string[] {
  if (!found) return [];
  const { runs, rows, caveats } = found;
  const labels = rows.map(({ label }) => label);
  return [
    '## Over its runs',
    `This run and the ${runs.length - 1} before it. Percentiles by nearest rank; of users served the worst is the lowest.`,
    ...caveats.map((caveat) => `Note: ${inert(caveat)}.`),
    table(
      ['Figure', 'Runs that told', 'p50', 'p95', 'Worst', 'Objective', 'Came out', 'From run to run'],
      rows.map((r) => [
        r.label,
        r.unknown === 0 ? String(r.of) : `${r.of} of ${r.of + r.unknown}`,
        ...[r.p50, r.p95, r.worst, r.objective, r.came, r.direction].map(inert),
      ]),
    ),
    table(
      ['Run', 'Began, UTC', 'Verdict', ...labels],
      runs.map(({ runId, at, verdict, figures }) => [runId, at, verdict, ...figures].map(inert)),
    ),
  ];
}

const hypothesis = ({ hypothesis: h }: Report): string =>
  [
    `> **If** ${inert(h.if)}`,
    `> **then** ${inert(h.then)}`,
    ...(h.because === undefined ? [] : [`> **because** ${inert(h.because)}`]),
  ].join('  \n');

function preChecks({ preChecks: found }: Report): readonly string[] {
  if (found.length === 0) return [];
  const rows = found.map(({ check, of, measured, needed, state }) => [
    ...[check, of, measured, needed].map(inert),
    `**${state === 'unknown' ? 'NOT KNOWN' : state.toUpperCase()}**`,
  ]);
  return [
    '## Pre-checks',
    table(['Check', 'Of', 'Measured', 'Needed', 'Found'], rows),
    ...found.flatMap(({ says }) => (says === undefined ? [] : [`- ${inert(says)}`])),
  ];
}

function exposure({ exposure: list, stopConditions }: Report): readonly string[] {
  if (list.length === 0) return [];
  const rows = list.map((e) => [inert(e.alarm), spanOf(e.detect), spanOf(e.deliver), spanOf(e.stop), spanOf(e.total)]);
  return [
    '## Stop conditions',
    table(['Stop alarm', 'Detect', 'Deliver', 'Stop', 'Worst case'], rows),
    ...stopConditions.map((sentence) => `- ${inert(sentence)}`),
  ];
}

function comparison({ comparison: found }: Report): readonly string[] {
  if (!found) return [];
  const rows = found.rows.map((r) => [inert(r.what), inert(r.previous), inert(r.now), inert(r.change)]);
  return [
    '## Against the last run',
    ...found.caveats.map(inert),
    table(['Measure', `Last run (${inert(found.previousRunId)})`, 'This run', 'Change'], rows),
  ];
}

const table = (columns: readonly string[], rows: readonly (readonly string[])[]): string =>
  [columns, columns.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

/** A fence longer than any run of backticks inside. */
function fenced(text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}sh\n${oneLine(text)}\n${fence}`;
}
