/** Why injection ended, read from what a step wrote before it handed over. */
import type { JournalEntry } from '../history/journal.ts';
import type { Cause } from '../history/run-record.ts';
import type { FaultState } from '../ports/faults.ts';

type Reason = Pick<Cause, 'kind' | 'detail'>;

/** A fault in one of these states is over, and not because its time was up. */
const broken: readonly FaultState[] = ['failed', 'stopped', 'absent'];

/**
 * Undefined while nothing ends the injection. Of several reasons at one look the alarm
 * counts first, as the one that people set; then a fault that broke, whose effects can
 * no longer be told; then the experiment's own rules.
 */
export function reasonIn(entries: readonly JournalEntry[]): Reason | undefined {
  const reasons = entries.flatMap((entry) => reasonOf(entry) ?? []);
  return order.flatMap((kind) => reasons.find((reason) => reason.kind === kind) ?? [])[0];
}

const order: readonly Cause['kind'][] = ['alarm', 'failed', 'deviated', 'gate', 'settled'];

function reasonOf(entry: JournalEntry): Reason | undefined {
  if (entry.type === 'gate' && !entry.held) return { kind: 'gate', detail: entry.why };
  if (entry.type === 'awaited' && entry.ends) return { kind: 'deviated', detail: `${entry.stepId}: ${entry.why}` };
  if (entry.type === 'deviated') return { kind: 'deviated', detail: entry.why };
  if (entry.type === 'settled') return { kind: 'settled', detail: entry.why };
  if (entry.type !== 'observed') return undefined;
  const [alarm] = Object.entries(entry.alarms).filter(([, state]) => state !== 'OK');
  if (alarm) return { kind: 'alarm', detail: alarmClause(...alarm) };
  if (!broken.includes(entry.state)) return undefined;
  const why = entry.reason ?? `the fault is ${entry.state}`;
  // FIS watches the same alarms, and may be quicker than this look.
  return { kind: entry.state === 'stopped' && /alarm|stop condition/i.test(why) ? 'alarm' : 'failed', detail: why };
}

export function alarmClause(name: string, state: string): string {
  if (state === 'ALARM') return `alarm ${name} went into ALARM`;
  if (state === 'STALE') return `alarm ${name} has had no data of late, and its OK tells nothing`;
  return state === 'MISSING' ? `alarm ${name} does not exist any more` : `alarm ${name} is in ${state}`;
}
