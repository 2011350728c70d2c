/**
 * What an action of our own is on AWS: one file a family, and its line in `registry.ts`.
 * Nothing is remembered between calls. Whether a fault holds is read from AWS itself each
 * time: from how its targets look, or from what was sent there under its token.
 */
import type { LedgerEntry } from '../../../core/history/ledger.ts';
import type {
  FaultAction,
  FaultObservation,
  FaultReference,
  Injection,
  OwnAction,
  Receipt,
} from '../../../core/ports/faults.ts';
import type { Home } from '../arns.ts';

/** The account and Region that a fault acts in. */
export interface Place extends Home {
  /** Of the platform: documents and parameters of ours are named by it. */
  readonly stage: string;
  /** Endpoints of Toxiproxy that may be driven. Default: none. */
  readonly toxiproxies?: readonly string[];
  /** Endpoints of a recovery cluster, as `us-east-1=https://…`. Default: none. */
  readonly recoveryEndpoints?: readonly string[];
  /** A client of an SDK, made once, with the credentials and bounds of this place. @param region where it is not its own */
  client<C extends object>(make: new (settings: object) => C, region?: string): C;
}

export interface OwnInjection extends Pick<Injection, 'runId' | 'epoch' | 'wave' | 'token' | 'before'> {
  readonly action: FaultAction;
}

export interface OwnReference extends FaultReference {
  readonly own: OwnAction;
}

/** `targets`: those that it is seen to hold. */
export type OwnObservation = Pick<FaultObservation, 'state' | 'reason'> & { readonly targets: readonly string[] };

export interface OwnFault {
  /**
   * Looks first, and then acts. The same token twice is one fault.
   * @returns its external id, where that says more than its token
   * @throws FaultRefused when it changed nothing, and will not
   */
  // biome-ignore lint/suspicious/noConfusingVoidType: most have nothing to say
  start(injection: OwnInjection): Promise<string | undefined | void>;
  /** `absent` only while nothing of it stands anywhere. */
  observe(fault: OwnReference): Promise<OwnObservation>;
  /** Asks for its end; what takes time is seen by `observe`. An absent or ended fault is left alone. */
  stop(fault: OwnReference, reason: string): Promise<Receipt>;
  /** For entries with `undo.by === 'us'`. What others changed meanwhile is left as they want it. */
  undo(entry: LedgerEntry): Promise<Receipt>;
}
