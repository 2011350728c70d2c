/** An experiment template that someone made at the provider, as it stands now. Lists and keys are sorted. */
export interface FaultTemplate {
  readonly id: string;
  readonly description: string;
  readonly accounts: 'single-account' | 'multi-account';
  readonly targets: Readonly<Record<string, TemplateTarget>>;
  readonly actions: Readonly<Record<string, TemplateAction>>;
  /** Names of alarms; ARNs of those that are elsewhere. */
  readonly stopAlarms: readonly string[];
}

export interface TemplateTarget {
  readonly type: string;
  readonly arns: readonly string[];
  readonly tags: Readonly<Record<string, string>>;
  readonly filters: readonly { readonly path: string; readonly values: readonly string[] }[];
  readonly parameters: Readonly<Record<string, string>>;
  /** As the provider writes it: `ALL`, `COUNT(2)`, `PERCENT(25)`. */
  readonly selection: string;
}

export interface TemplateAction {
  readonly action: string;
  /** For people; not read of templates that others made. */
  readonly title?: string;
  readonly parameters: Readonly<Record<string, string>>;
  /** Target key to name of a target. */
  readonly targets: Readonly<Record<string, string>>;
  /** Names of the actions that must have ended. */
  readonly after: readonly string[];
}

/** The template, or one sentence on why there is none to be had. */
export type TemplateAnswer =
  | { readonly found: true; readonly template: FaultTemplate }
  | { readonly found: false; readonly why: string };
