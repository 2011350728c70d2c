/** The report for a CI that counts test cases. */
import type { RunHistory } from '../../core/history/run-history.ts';
import { type Case, casesOf } from './model/cases.ts';
import { seriesOf } from './model/series.ts';
import { tableOf } from './model/table.ts';
import { timesOf } from './model/times.ts';
import { plainText } from './plain-text.ts';
import { redactHistory } from './redact.ts';

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
  '\n': '&#10;',
  '\r': '&#13;',
  '\t': '&#9;',
};

/** For attributes; characters that XML 1.0 forbids are gone. */
const attribute = (text: string): string => plainText(text).replace(/[&<>"'\n\r\t]/g, (c) => entities[c]!);

/** JUnit XML: one suite, a case for the gate, each probe and phase, recovery, each undo, and the hypothesis. Times are the run's own. */
export function junit(given: RunHistory): string {
  const history = redactHistory(given);
  const { record } = history;
  const times = timesOf(history);
  const cases = casesOf(
    history,
    times,
    seriesOf(history).map((series) => ({ series, rows: tableOf(series, times).rows })),
  );
  const count = (is: Case['outcome']['is']) => cases.filter(({ outcome }) => outcome.is === is).length;
  const totals = `tests="${cases.length}" failures="${count('failed')}" errors="${count('errored')}" skipped="${count('skipped')}" time="${seconds((times.lastAt - times.startedAt) / 1000)}"`;
  const properties = Object.entries({
    runId: record.runId,
    seed: record.seed,
    planHash: record.planHash,
    environment: record.environment,
    platform: record.platform,
    end: record.terminal?.end ?? 'pending',
    verdict: record.terminal?.verdict ?? 'pending',
    recovery: record.terminal?.recovery ?? 'pending',
  }).map(([name, value]) => `      <property name="${name}" value="${attribute(String(value))}"/>`);
  return `${[
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="squall" ${totals}>`,
    `  <testsuite name="${attribute(record.experiment)}" timestamp="${new Date(times.startedAt).toISOString().slice(0, 19)}" ${totals}>`,
    '    <properties>',
    ...properties,
    '    </properties>',
    ...cases.map((one) => testcase(one, record.experiment)),
    '  </testsuite>',
    '</testsuites>',
  ].join('\n')}\n`;
}

const seconds = (amount: number): string => amount.toFixed(3);
const elements = { failed: 'failure', errored: 'error', skipped: 'skipped' } as const;

function testcase({ group, name, seconds: took, outcome }: Case, experiment: string): string {
  const open = `    <testcase classname="${attribute(`${experiment}.${group}`)}" name="${attribute(name)}" time="${seconds(took)}"`;
  if (outcome.is === 'passed') return `${open}/>`;
  return `${open}><${elements[outcome.is]} message="${attribute(outcome.sentence)}"/></testcase>`;
}
