/**
 * Loaded into the real process before anything else (`node --import`): counts what it writes
 * to SQLite, and sends the process a signal before or after one of these writes.
 *
 * A write is named by its text (with the step or machine that it is of) and its count, so
 * that a moment is the same in each process. Also makes the disk full: no database grows
 * beyond `MOST_PAGES`, and SQLite says so as it does when there is no room.
 */
import { writeFileSync } from 'node:fs';
import { DatabaseSync, type SQLInputValue, StatementSync } from 'node:sqlite';
import type { Counts, SignalAt } from './moments.ts';

const { SIGNALS, WRITE_COUNTS, PID_FILE, MOST_PAGES } = process.env;
const signals = JSON.parse(SIGNALS ?? '[]') as readonly SignalAt[];
const counts: Counts = {};
const bounded = new WeakSet<DatabaseSync>();
const texts = new WeakMap<StatementSync, string>();
let last = '';

/** Transactions begin and end alike, so that each is named by what it was of. */
function nameOf(sql: string, values: readonly unknown[]): string {
  const statement = sql.replaceAll(/\s+/g, ' ').trim();
  if (statement === 'COMMIT') return `COMMIT of ${last}`;
  const text = statement + detailOf(statement, values);
  if (!/^(?:BEGIN|ROLLBACK)/.test(text)) last = text;
  return text;
}

/** What a row is of, where one text serves all. */
function detailOf(text: string, values: readonly unknown[]): string {
  if (text.includes('INTO journal')) return ` [${values[2]}]`;
  return text.includes('INTO executions') ? ` [${values[1]}]` : '';
}

function around<T>(sql: string, values: readonly unknown[], write: () => T): T {
  const statement = nameOf(sql, values);
  const count = (counts[statement] ?? 0) + 1;
  counts[statement] = count;
  const now = signals.filter((signal) => signal.statement === statement && signal.count === count);
  for (const { when, signal } of now) if (when === 'before') process.kill(process.pid, signal);
  const answer = write();
  for (const { when, signal } of now) if (when === 'after') process.kill(process.pid, signal);
  return answer;
}

const { prepare, exec } = DatabaseSync.prototype;
const { run } = StatementSync.prototype;

DatabaseSync.prototype.prepare = function (this: DatabaseSync, sql: string) {
  if (MOST_PAGES !== undefined && !bounded.has(this)) {
    bounded.add(this);
    exec.call(this, `PRAGMA max_page_count = ${MOST_PAGES}`);
  }
  const statement = prepare.call(this, sql);
  texts.set(statement, sql);
  return statement;
};
DatabaseSync.prototype.exec = function (this: DatabaseSync, sql: string) {
  around(sql, [], () => exec.call(this, sql));
};
StatementSync.prototype.run = function (this: StatementSync, ...values: SQLInputValue[]) {
  return around(texts.get(this) ?? '', values, () => Reflect.apply(run, this, values));
} as typeof run;

if (WRITE_COUNTS !== undefined) process.on('exit', () => writeFileSync(WRITE_COUNTS, JSON.stringify(counts)));
if (PID_FILE !== undefined) writeFileSync(PID_FILE, String(process.pid));
