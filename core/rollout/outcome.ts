/** What a run at a stage of a rollout showed: what the next stage goes by. */
import type { RecoveryValue, RunRecord, TerminalRecord, VerdictValue } from '../history/run-record.ts';
import type { Instant } from '../ports/clock.ts';
import { type RolloutStage, type StagePosition, stageKey } from './stage.ts';

/** Of another platform's run, by a signed record. */
export interface Imported {
  /** Who brought it here, as they say: what counts is the signature. */
  readonly by: string;
  /** By the wall clock. */
  readonly at: Instant;
  /** Fingerprint of the key that signed it. */
  readonly key: string;
  /** When it was signed, by the wall clock of who did: a record signed earlier tells less. */
  readonly signedAt: Instant;
}

export type ImportedOutcome = StageOutcome & Required<Pick<StageOutcome, 'imported'>>;

export interface StageOutcome {
  readonly experiment: string;
  /** Of the definition that it was a run of. */
  readonly definitionHash: string;
  readonly stage: StagePosition;
  readonly runId: string;
  readonly platform: RunRecord['platform'];
  readonly startedAt: Instant;
  readonly endedAt: Instant;
  readonly verdict: VerdictValue;
  readonly recovery: RecoveryValue;
  /** The sentence of its terminal record. */
  readonly reason: string;
  /** Missing: the run was one of this platform. */
  readonly imported?: Imported;
}

/**
 * Undefined for a run that tells nothing: it was at no stage, or it changed nothing (it was
 * refused, or ended before a fault). Any other tells, also one that a person stopped.
 */
export function outcomeOf(
  { experiment, definitionHash, rollout, runId, platform, proposedAt }: OutcomeFacts,
  { at, end, verdict, recovery, reason }: TerminalRecord,
): StageOutcome | undefined {
  if (!rollout || end === 'refused' || recovery === 'none') return undefined;
  return {
    experiment,
    definitionHash,
    stage: rollout,
    runId,
    platform,
    startedAt: proposedAt,
    endedAt: at,
    verdict,
    recovery,
    reason,
  };
}

export type OutcomeFacts = Pick<
  RunRecord,
  'experiment' | 'definitionHash' | 'rollout' | 'runId' | 'platform' | 'proposedAt'
>;

/** The hypothesis held, and what was broken was put back or was declared to stay. */
export const showsHeld = ({ verdict, recovery }: Pick<StageOutcome, 'verdict' | 'recovery'>): boolean =>
  verdict === 'held' && (recovery === 'restored' || recovery === 'irreversible');

/** What is kept once for each: the newest takes the place of the one before. */
export const outcomeKey = (of: {
  readonly experiment: string;
  readonly definitionHash: string;
  readonly stage: RolloutStage;
}): string => `${of.experiment}#${of.definitionHash}#${stageKey(of.stage)}`;

/** Whether an imported one takes the place of what stands for its stage. The same once more changes nothing. */
export function importanceOf(
  { runId, imported }: ImportedOutcome,
  standing: StageOutcome | undefined,
): 'newer' | 'same' | 'older' {
  if (!standing?.imported) return 'newer';
  const { signedAt, key } = standing.imported;
  if (standing.runId === runId && signedAt === imported.signedAt && key === imported.key) return 'same';
  return signedAt < imported.signedAt ? 'newer' : 'older';
}

/** By experiment, then the latest end first. */
export const inListOrder = (outcomes: readonly StageOutcome[]): readonly StageOutcome[] =>
  [...outcomes].sort((a, b) =>
    a.experiment === b.experiment ? b.endedAt - a.endedAt : a.experiment < b.experiment ? -1 : 1,
  );
