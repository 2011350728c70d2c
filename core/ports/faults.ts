import type { LedgerEntry } from '../history/ledger.ts';
import type { Place } from '../targets/places.ts';
import type { Instant } from './clock.ts';
import type { TemplateAnswer } from './fault-template.ts';
import type { PermissionAnswer, PermissionQuestion } from './permissions.ts';
import type { Snapshot } from './resources.ts';

/** Who injects: AWS FIS, or our own code for `squall:` actions. */
export type FaultProvider = 'fis' | 'squall';

/** One step, compiled: parameters as FIS takes them, targets as ARNs. */
export interface FaultAction {
  readonly stepId: string;
  readonly action: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly targets: Readonly<Record<string, readonly string[]>>;
  /** Target key to parameters of the target that say how it is hit. Missing where none has any. */
  readonly targetParameters?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/**
 * An action of our own, as its ledger entry has it. AWS keeps a record of what FIS was
 * asked for and none of this, so whoever looks for it, or stops it, says what it was.
 */
export interface OwnAction extends FaultAction {
  /** Of the intent: the call itself came after it. */
  readonly intendedAt: Instant;
  /** How the targets looked before it. */
  readonly before: readonly Snapshot[];
}

/** The steps of one wave that one provider starts in one call: all of FIS's, and each of our own alone. */
export interface Injection {
  readonly runId: string;
  /** Name of the experiment, each of which has a role of its own that FIS acts as; of a monkey's kill, the monkey's. */
  readonly experiment: string;
  readonly epoch: number;
  readonly wave: number;
  readonly provider: FaultProvider;
  /** Client token: the same token twice starts one fault. */
  readonly token: string;
  readonly actions: readonly FaultAction[];
  readonly stopAlarms: readonly string[];
  /** How the targets looked before it, as the ledger has it: of one of our own. */
  readonly before?: readonly Snapshot[];
  /** Where it acts. Missing where the ARNs of its targets say it, or nobody does: it is the platform's own then. */
  readonly account?: string;
  readonly region?: string;
}

export interface FaultReference {
  readonly runId: string;
  readonly wave: number;
  readonly provider: FaultProvider;
  readonly token: string;
  /** Account of its targets, where it is looked for. Missing: the platform's own. */
  readonly account?: string;
  /** Region of its targets, where it is looked for. Missing: the platform's own, as for all that earlier versions wrote. */
  readonly region?: string;
  /** Missing for an intent whose call was never answered: it is then found by its token. */
  readonly externalId?: string;
  /** Of the provider `squall`, and of no other. */
  readonly own?: OwnAction;
}

export type FaultState = 'absent' | 'pending' | 'running' | 'completed' | 'stopping' | 'stopped' | 'failed';

export interface FaultObservation {
  readonly state: FaultState;
  readonly reason?: string;
  readonly externalId?: string;
  readonly actions: readonly {
    readonly stepId: string;
    readonly state: FaultState;
    readonly targets: readonly string[];
  }[];
}

/**
 * What the provider is still about to carry out of a call, in its own words: `observe` goes by it
 * where it is given as the `externalId`. Missing: nothing, or the provider does not tell.
 */
// biome-ignore lint/suspicious/noConfusingVoidType: most have nothing to tell
export type Receipt = string | undefined | void;

export interface Faults {
  /** @throws an error named `FaultRefused` when the provider will not start it: nothing was started then. */
  start(injection: Injection): Promise<{ readonly externalId: string }>;
  observe(fault: FaultReference): Promise<FaultObservation>;
  /** Idempotent; an absent or ended fault is left alone. Answers at once: observe until it is no longer active. */
  stop(fault: FaultReference, reason: string): Promise<Receipt>;
  /** Puts right what stopping does not (`undo.by === 'us'`), from the snapshot. Idempotent. */
  undo(entry: LedgerEntry): Promise<Receipt>;
  /** A template of others, to plan by; it is never started itself. Of the platform's own account and Region. */
  template(id: string): Promise<TemplateAnswer>;
  /** How many faults of the provider are under way in a place, whoever started them. @param place missing, or what it lacks: the platform's own */
  active(place?: Place): Promise<number>;
  /**
   * Targets of one action that the provider takes when it finds them by a tag, as it is set for
   * the place, raised or not: 0 where they cannot be tagged for a run. @param place missing, or what it lacks: the platform's own
   */
  mostByTag(action: string, place?: Place): Promise<number>;
  /**
   * Whether who injects, or undoes, may do it, by the policies as they stand now. Nothing is tried.
   * @throws when it cannot be found out
   */
  permissions(question: PermissionQuestion): Promise<PermissionAnswer>;
}

export const isActive = (state: FaultState): boolean =>
  state === 'pending' || state === 'running' || state === 'stopping';
