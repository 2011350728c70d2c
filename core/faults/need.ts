/** A permission that an action needs, as data: roles and policies are compiled from these. */
import type { ParameterMatch } from './parameter.ts';

/**
 * Who asks AWS, and when. `inject`: the role that FIS acts as, or, for an action of ours,
 * the function that injects. `observe`: ours, when a fault is looked at. `undo`: ours, when
 * one of our own is stopped, and when what the provider leaves is put right.
 */
export type NeedPhase = 'inject' | 'observe' | 'undo';

export interface FaultNeed {
  /** Letters and digits, saying what for. Two actions that use the same one mean the same statement, except for its actions. */
  readonly sid: string;
  /** `service:Action`, never a wildcard. */
  readonly actions: readonly string[];
  /**
   * Key of the target that is acted on. Without `resources`, its ARNs are the resources where
   * the experiment names them; else all of its type, held to the opt-in tag and to the tags
   * that it is chosen by. With `resources`, it is only what `{targets}` stands for.
   */
  readonly target?: string;
  /**
   * ARN templates. `{partition}`, `{region}`, `{account}`
   * are the run's; `{stage}` the platform's stage; `{lambdaFaults}` the folder of the FIS extension for Lambda;
   * `{document}`, `{automation}` the SSM document that the step names, and the automation that
   * it defines; `{automationRole}` the role that its parameters name. A need on something that
   * a step does not name falls away. `*` where IAM takes no resource.
   */
  readonly resources?: readonly string[];
  /** Whether IAM can hold it to the opt-in tag of the resource. A need on a target is, unless this says why not. */
  readonly optIn?: true | { readonly cannot: string };
  /** Operator, key, value, as IAM writes them; values may have the templates' `{…}`, `{targets}`, `{managed}` for the ARNs of what ARC shifts, and `{with.NAME}`. */
  readonly conditions?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
  /** Only where the step has it so. */
  readonly when?: ParameterMatch;
  /** Missing: `inject`. */
  readonly for?: readonly NeedPhase[];
}
