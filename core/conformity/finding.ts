/** What a scan says of one rule and one thing. */
import type { Severity } from './rule.ts';
import type { RuleName } from './rule-names.ts';
import type { Suppression } from './settings.ts';
import type { Subject } from './things.ts';

interface Common {
  readonly rule: RuleName;
  readonly resource: { readonly id: string; readonly name: string; readonly kind: Subject['kind'] };
  /** Missing where no tag says. */
  readonly owner?: string;
}

export interface Finding extends Common {
  readonly severity: Severity;
  readonly found: string;
  readonly expected: string;
  readonly remedy: string;
  readonly proof: Proof;
  /** A suppression that counts. */
  readonly suppressed?: Suppression;
  /** One that has run out: the finding is back for that reason. */
  readonly expired?: Suppression;
}

/** The experiment that shows what comes of it. */
export interface Proof {
  readonly experiment: string;
  /** To be typed as it is where the templates are; elsewhere the file is one's own copy. */
  readonly command: string;
}

export interface NotEvaluated extends Common {
  readonly why: string;
}

export interface ScanResult {
  readonly place: string;
  /** Worst first, then by owner and resource; suppressed ones among them. */
  readonly findings: readonly Finding[];
  readonly notEvaluated: readonly NotEvaluated[];
  /** How many answers said that all is well. */
  readonly conforming: number;
  /** Ids of all that was looked at. */
  readonly seen: readonly string[];
}

/** Of a finding, whatever it says: by it the history knows it again. */
export const findingKey = ({ rule, resource }: Pick<Finding, 'rule' | 'resource'>): string => `${rule}#${resource.id}`;
