/** Whether who injects, and who undoes, may do what that needs: asked before anything is injected. */
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
   * are those of the place that is asked about; `{stage}` is the platform's; `{lambdaFaults}` is
   * the folder of the FIS extension for Lambda.
   */
  readonly resources: readonly string[];
  /** Values may have the same `{…}`. */
  readonly context: readonly ContextEntry[];
}

/** What one provider needs in one place. */
export interface PermissionQuestion {
  readonly provider: FaultProvider;
  /** `inject`: of who starts it. `undo`: of who stops it and puts it right. */
  readonly phase: 'inject' | 'undo';
  /** Name of the experiment, whose own role FIS acts as. */
  readonly experiment: string;
  /** Missing: the platform's own. */
  readonly account?: string;
  /** Missing: the platform's own. */
  readonly region?: string;
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
      /** ARN of who would do it. */
      readonly role: string;
      /** In the order of the question. */
      readonly denied: readonly Denial[];
    }
  /** There are no permissions here: a clause on what there is instead. */
  | { readonly asked: false; readonly why: string };
