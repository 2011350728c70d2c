/** What became of a planned kill, from the history of its run alone. */
import type { RunHistory } from '../history/run-history.ts';
import type { RunRecord, TerminalRecord } from '../history/run-record.ts';
import type { Instant, Millis } from '../ports/clock.ts';

export interface KillOutcome extends Pick<TerminalRecord, 'end' | 'verdict' | 'recovery' | 'reason'> {
  readonly runId: string;
  /** ARNs that were hit: none when nothing was injected. */
  readonly victims: readonly string[];
  readonly killedAt?: Instant;
  /**
   * From the kill until its group was seen whole again, as often as recovery looks. Missing:
   * nothing was killed, or the group was not seen whole.
   */
  readonly healedAfter?: Millis;
  /** Rules that refused the run, in their order. */
  readonly refusals: readonly { readonly rule: string; readonly why: string }[];
}

/** Undefined while the run is not over. */
export function outcomeOf({ record, journal, ledger }: RunHistory): KillOutcome | undefined {
  const { terminal, runId } = record;
  if (!terminal) return undefined;
  const { end, verdict, recovery, reason } = terminal;
  const kills = ledger.filter(({ confirmedAt }) => confirmedAt !== undefined);
  const killedAt = Math.min(...kills.map(({ confirmedAt }) => confirmedAt!));
  const healed = kills.length > 0 && kills.every(({ proof }) => proof?.result === 'irreversible');
  const healedAt = Math.max(...kills.map(({ undoneAt = killedAt }) => undoneAt));
  return {
    runId,
    end,
    verdict,
    recovery,
    reason,
    victims: kills.flatMap(({ targets }) => targets),
    ...(kills.length > 0 && { killedAt }),
    ...(healed && { healedAfter: healedAt - killedAt }),
    refusals: journal.flatMap((entry) => (entry.type === 'refused' ? [{ rule: entry.rule, why: entry.why }] : [])),
  };
}

/** Whether a run has killed, or may have: what holds up the next kill of its group. A run that was refused has not. */
export const mayHaveKilled = ({ phase, terminal, cause }: RunRecord): boolean =>
  phase !== 'proposed' && terminal?.end !== 'refused' && cause?.kind !== 'gate';
