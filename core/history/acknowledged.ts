import type { Instant } from '../ports/clock.ts';
import type { RunHistory } from './run-history.ts';

/**
 * Since when it is certain that nothing of a stopped run is injected any more. Undefined
 * while it is not. Without an intent that is the rise of the epoch, after which none can be
 * written; otherwise Undo has looked, one function timeout later, and went on to VerifyAfter.
 */
export function stopAcknowledgedAt({ record, journal, ledger }: RunHistory): Instant | undefined {
  const { epochRaisedAt, terminal } = record;
  if (ledger.length === 0) return epochRaisedAt ?? terminal?.at;
  if (ledger.some(({ proof }) => proof?.result === 'unknown')) return undefined;
  return journal.find(({ step }) => step === 'VerifyAfter' || step === 'Conclude')?.at ?? terminal?.at;
}
