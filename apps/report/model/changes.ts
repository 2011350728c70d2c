/** What was changed, and the proof that it was put back. */

import type { LedgerEntry, Proof } from '../../../core/history/ledger.ts';
import { type LeftBehind, leftBehind } from '../../../core/history/left-behind.ts';
import type { RunHistory } from '../../../core/history/run-history.ts';
import type { Instant } from '../../../core/ports/clock.ts';
import type { Snapshot } from '../../../core/ports/resources.ts';
import { dateAndClock } from './numbers.ts';

export type Proven = Proof['result'] | 'not-undone';

export interface Finding {
  readonly id: string;
  /** "running, InService" */
  readonly before: string;
  readonly after: string;
  readonly result: Proven;
}

export interface Change {
  readonly id: string;
  readonly stepId: string;
  readonly action: string;
  readonly parameters: readonly (readonly [string, string])[];
  readonly changes: string;
  readonly undo: string;
  readonly result: Proven;
  /** Of what was not restored: what became of it since, as of the report. */
  readonly left?: string;
  /** Why, when it is not plainly restored. */
  readonly reason?: string;
  readonly intendedAt: Instant;
  readonly confirmedAt?: Instant;
  readonly undoneAt?: Instant;
  readonly findings: readonly Finding[];
}

/** One for each ledger entry, in the order of intent. */
export const changesOf = (history: RunHistory): readonly Change[] =>
  history.ledger.map((entry) => {
    const step = history.record.plan.steps.find((s) => s.id === entry.stepId && s.wave === entry.wave);
    const result: Proven = entry.proof?.result ?? 'not-undone';
    const reason = reasonOf(entry);
    const left = leftBehind(entry, history);
    return {
      id: entry.id,
      stepId: entry.stepId,
      action: entry.action,
      parameters: Object.entries(step?.parameters ?? {}),
      changes: step?.changes ?? '',
      undo: entry.undo.by === 'nobody' ? `nobody undoes it: ${entry.undo.reason}` : entry.undo.how,
      result,
      ...(reason === undefined ? {} : { reason }),
      ...(left === undefined ? {} : { left: leftText(left, history.record.runId) }),
      intendedAt: entry.intendedAt,
      ...(entry.confirmedAt === undefined ? {} : { confirmedAt: entry.confirmedAt }),
      ...(entry.undoneAt === undefined ? {} : { undoneAt: entry.undoneAt }),
      findings: findingsOf(entry),
    };
  });

function leftText(left: LeftBehind, runId: string): string {
  if (left.state === 'open')
    return `left behind: no run may touch it until it is seen restored, or acknowledged with squall reap --acknowledge ${runId}`;
  if (left.state === 'restored') return `left behind, and seen restored ${dateAndClock(left.at)} UTC: ${left.how}`;
  return `left behind, and acknowledged ${dateAndClock(left.at)} UTC by ${left.by}: ${left.reason}`;
}

function reasonOf(entry: LedgerEntry): string | undefined {
  if (entry.undo.by === 'nobody') return entry.undo.reason;
  if (!entry.proof) return 'no undo was confirmed';
  if (entry.proof.result === 'restored') return undefined;
  const worst = entry.proof.findings.find((f) => f.result === entry.proof?.result);
  return worst?.detail;
}

function findingsOf(entry: LedgerEntry): readonly Finding[] {
  const found = new Map(entry.proof?.findings.map((f) => [f.id, f]) ?? []);
  const looks = new Map(entry.before.map((s) => [s.id, s]));
  const ids = [...new Set([...entry.targets, ...found.keys()])];
  return ids.map((id) => {
    const look = looks.get(id);
    const finding = found.get(id);
    return {
      id,
      before: look ? stateText(look) + groupText(look, entry) : 'not looked at',
      after: finding?.detail ?? (entry.proof ? 'nothing was found to compare' : 'not looked at'),
      result: finding?.result ?? entry.proof?.result ?? 'not-undone',
    };
  });
}

/** Its group as it was, which is what a replaced member is held against. */
function groupText({ group }: Snapshot, { before, targets }: LedgerEntry): string {
  const found = before.find((s) => group !== undefined && !targets.includes(s.id) && s.id.endsWith(`/${group}`));
  return found ? `; its group ${group}: ${stateText(found)}` : '';
}

/** packetLossPercent → packet loss percent */
const words = (key: string): string => key.replace(/[a-z](?=[A-Z])/g, '$& ').toLowerCase();

/** "state running, health InService" */
export function stateText(snapshot: Snapshot): string {
  if (!snapshot.exists) return 'does not exist';
  const entries = Object.entries(snapshot.state);
  const state = [...entries.filter(([key]) => key === 'state'), ...entries.filter(([key]) => key !== 'state')];
  return state.length === 0 ? 'exists' : state.map(([key, value]) => `${words(key)} ${value}`).join(', ');
}
