/** What can be said of a resource type that actions take as a target. */
import type { FaultParameter } from './parameter.ts';

/** Ways in which FIS lets resources of a type be chosen. Never ARNs together with another. */
export type ChosenBy = 'arns' | 'tags' | 'filters' | 'parameters';

export interface ResourceType {
  /** As FIS names it, without `aws:` of AWS's own. */
  readonly type: string;
  readonly chosenBy: readonly ChosenBy[];
  /** Parameters of the target itself, such as the namespace of pods. */
  readonly parameters: readonly FaultParameter[];
  /** ARN template of a resource with `{partition}`, `{region}`, `{account}`, and `*` for what names it. */
  readonly arn: string;
  /** Further templates, where resources of several services are of the type. */
  readonly others?: readonly string[];
  /** What stands for `*` in an ARN that a person would recognise: `i-0123456789abcdef0`. */
  readonly example: string;
}
