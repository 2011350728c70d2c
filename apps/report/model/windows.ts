/** The stretches of a run that its charts shade. */
import type { RunRecord } from '../../../core/history/run-record.ts';
import type { Instant } from '../../../core/ports/clock.ts';
import type { RunTimes } from './times.ts';

export type WindowKind = 'before' | 'injection' | 'abort' | 'undo' | 'recovery';

export interface Window {
  readonly kind: WindowKind;
  readonly from: Instant;
  readonly to: Instant;
  readonly label: string;
  readonly meaning: string;
}

const meanings: Record<WindowKind, string> = {
  before: 'steady state is measured, nothing is touched yet',
  injection: 'the faults are active',
  abort: 'cut short: from the stop until every change was confirmed undone',
  undo: 'from the end of injection until every change was confirmed undone',
  recovery: 'from the last undo until steady state was back and had held',
};
const labels: Record<WindowKind, string> = {
  before: 'Before',
  injection: 'Injection',
  abort: 'Abort',
  undo: 'Undo',
  recovery: 'Recovery',
};

/** In order, without gaps between them; only what the run reached. `earliest`: its first sample. */
export function windowsOf(record: RunRecord, times: RunTimes, earliest: Instant): readonly Window[] {
  const found: Window[] = [];
  const add = (kind: WindowKind, from: Instant | undefined, to: Instant | undefined) => {
    if (from !== undefined && to !== undefined && to > from)
      found.push({ kind, from, to, label: labels[kind], meaning: meanings[kind] });
  };
  const start = Math.min(earliest, times.startedAt);
  if (times.injectedAt === undefined) {
    add('before', start, record.cause?.at ?? times.lastAt);
    return found;
  }
  const ended = times.endedAt ?? times.lastAt;
  const aborted = times.endedAt !== undefined && record.cause !== undefined && record.cause.kind !== 'settled';
  const finished = times.recoveryJudgedAt ?? times.finishedAt ?? times.lastAt;
  const undone = times.undoneAt ?? finished;
  add('before', start, times.injectedAt);
  add('injection', times.injectedAt, ended);
  add(aborted ? 'abort' : 'undo', times.endedAt, undone);
  add('recovery', times.undoneAt, finished);
  return found;
}
