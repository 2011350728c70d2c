/** Whether who injects may do what an injection needs: asked before anything is injected. */
import type { FaultProvider } from './faults.ts';

/** A condition key as the call would carry it. */
export interface ContextEntry {
  /** As policies write it: `aws:ResourceTag/resilience:fis-enabled`. */
  readonly key: string;
  readonly values: readonly string[];
  readonly type: 'string' | 'list' | 'boolean' | 'number';
}

/** Each action on each resource, under the same conditions. */
export interface Permission {
  /** `service:Action`. */
  readonly actions: readonly string[];
  /**
   * ARNs, or `*` alone where the actions know no resource. `{partition}`, `{region}`, `{account}`
   * are those of the account that is asked about; `{stage}` is the platform's; `{lambdaFaults}` is
   * the folder of the FIS extension for Lambda.
   */
  readonly resources: readonly string[];
  /** Values may have the same `{…}`. */
  readonly context: readonly ContextEntry[];
}

/** What one provider needs in one account. */
export interface PermissionQuestion {
  readonly provider: FaultProvider;
  /** Name of the experiment, whose own role FIS acts as. */
  readonly experiment: string;
  /** Missing: the platform's own. */
  readonly account?: string;
  readonly permissions: readonly Permission[];
}

export interface Denial {
  readonly action: string;
  readonly resource: string;
  /** A clause: `no policy of it allows it`. */
  readonly why: string;
}

export type PermissionAnswer =
  | {
      readonly asked: true;
      /** ARN of who injects. */
      readonly role: string;
      /** In the order of the question. */
      readonly denied: readonly Denial[];
    }
  /** There are no permissions here: a clause on what there is instead. */
  | { readonly asked: false; readonly why: string };
