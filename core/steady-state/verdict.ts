/** The verdict, from a run's history alone: how it ended, what it showed, what recovery proved, and why. */
import { measuredOf } from '../drill/measured.ts';
import type { Measured } from '../history/measured.ts';
import type { RunHistory } from '../history/run-history.ts';
import type { Cause, End, RecoveryValue, TerminalRecord } from '../history/run-record.ts';
import { type Finding, findingsOf } from './findings.ts';
import { worst } from './restoration.ts';
import { endedAs, howFar, rungsOf } from './rungs.ts';

export type Judgement = Pick<TerminalRecord, 'end' | 'verdict' | 'recovery' | 'reason' | 'drill'>;

const ends: Readonly<Record<Cause['kind'], End>> = {
  settled: 'completed',
  gate: 'refused',
  deviated: 'aborted',
  alarm: 'aborted',
  person: 'aborted',
  deadline: 'aborted',
  crashed: 'aborted',
  failed: 'errored',
};

/**
 * Refuted by anything that was seen to break: a stop alarm, a stop rule, a probe out of
 * tolerance, steady state that did not come back. Inconclusive when there was no data to
 * tell, or the run was cut short before anything broke. Held only when all of it was seen.
 */
export function judge(history: RunHistory): Judgement {
  const cause = causeOf(history);
  const end = cause ? ends[cause.kind] : 'errored';
  const recovery = recoveryValue(history);
  const drill = measuredOf(history);
  const judged = (verdict: Judgement['verdict'], reason: string): Judgement => ({
    end,
    verdict,
    recovery,
    reason: escalated(history, verdict) + reason + leftover(history),
    ...(drill && { drill }),
  });
  if (cause?.kind === 'gate')
    return judged('inconclusive', `nothing was injected, as steady state did not hold before: ${cause.detail}`);

  const findings = [...findingsOf(history, cause), ...ofObjectives(drill)];
  const said = (kind: Finding['kind']) => findings.filter((finding) => finding.kind === kind).map(({ why }) => why);
  const broken = said('broken');
  if (broken.length > 0) return judged('refuted', list(broken));
  const cutShort = cutShortBy(cause);
  const unseen = said('unseen');
  if (cutShort !== undefined) return judged('inconclusive', list([cutShort, ...unseen]));
  if (unseen.length > 0) return judged('inconclusive', list(unseen));
  return judged('held', list(said('held')));
}

/** An objective that was missed refutes, beside the hypothesis. */
const ofObjectives = (drill: Measured | undefined): readonly Finding[] =>
  (drill?.objectives ?? []).map(({ came, why }) => ({ kind: kinds[came], why }));

const kinds = { met: 'held', missed: 'broken', unknown: 'unseen' } as const;

/** How far an escalation came, before what was seen. */
function escalated(history: RunHistory, verdict: Judgement['verdict']): string {
  const far = howFar(rungsOf(history, endedAs[verdict]));
  return far === undefined ? '' : `${far}: `;
}

function causeOf({ record, journal }: RunHistory): Cause | undefined {
  return record.cause ?? journal.find((entry) => entry.type === 'handed-over')?.cause;
}

/** The worst that any entry proved; an entry without proof is unknown. */
function recoveryValue({ ledger }: RunHistory): RecoveryValue {
  return ledger.length === 0 ? 'none' : worst(ledger.map(({ proof }) => proof?.result ?? 'unknown'));
}

/** Whatever the verdict is: a change that was not seen undone is named. */
function leftover({ ledger }: RunHistory): string {
  const left = ledger.find(({ proof }) => (proof?.result ?? 'unknown') === 'unknown' || proof?.result === 'drifted');
  if (!left) return '';
  const finding = left.proof?.findings.find(({ result }) => result === left.proof?.result);
  const state = left.proof?.result === 'drifted' ? 'is not as it was' : 'was not seen undone';
  return `; what ${left.stepId} changed ${state}${finding ? ` (${finding.detail})` : ''}`;
}

/** A clause for an end that says nothing of the hypothesis. */
function cutShortBy(cause: Cause | undefined): string | undefined {
  if (!cause) return 'the run ended before anyone could say why, and nothing had broken until then';
  if (cause.kind === 'settled') return undefined;
  if (cause.kind === 'failed') return `a step failed (${cause.detail}), and nothing had broken until then`;
  return `the run was cut short (${cause.detail}), and nothing had broken until then`;
}

const list = (clauses: readonly string[]): string =>
  clauses.length < 2 ? (clauses[0] ?? 'nothing was seen') : `${clauses.slice(0, -1).join(', ')} and ${clauses.at(-1)}`;
