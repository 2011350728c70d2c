/**
 * What a shell learns from a run.
 *
 * | code | meaning |
 * | --- | --- |
 * | 0 | held, and nothing was left behind |
 * | 1 | internal error, and what had been changed is restored |
 * | 2 | invalid input |
 * | 3 | refused by a guardrail, the gate or the person who was asked: nothing was injected |
 * | 4 | refuted |
 * | 5 | aborted by a stop condition, deadline or crash, and recovered |
 * | 6 | aborted by a person, and recovered |
 * | 7 | recovery unconfirmed: drifted, unknown, or the run could not be followed to its end |
 * | 8 | inconclusive |
 * | 130 | detached, or interrupted before anything began |
 */
import type { TerminalRecord } from '../../core/history/run-record.ts';

export const exitCodes = {
  held: 0,
  error: 1,
  invalid: 2,
  refused: 3,
  refuted: 4,
  aborted: 5,
  stopped: 6,
  unconfirmed: 7,
  inconclusive: 8,
  detached: 130,
} as const;

/** Precedence: an unconfirmed recovery before all else, then how the run ended, then what it showed. */
export function exitCodeOf(terminal: Pick<TerminalRecord, 'end' | 'verdict' | 'recovery' | 'cause'>): number {
  if (terminal.recovery === 'drifted' || terminal.recovery === 'unknown') return exitCodes.unconfirmed;
  if (terminal.end === 'refused') return exitCodes.refused;
  if (terminal.end === 'errored') return exitCodes.error;
  if (terminal.end === 'aborted') return terminal.cause?.kind === 'person' ? exitCodes.stopped : exitCodes.aborted;
  if (terminal.verdict === 'refuted') return exitCodes.refuted;
  return terminal.verdict === 'held' ? exitCodes.held : exitCodes.inconclusive;
}
