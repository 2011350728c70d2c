/** What a rule is, and what it can answer. */
import type { Estate } from '../ports/inventory.ts';
import type { Limits } from './settings.ts';
import type { Kind, Subject, SubjectOf, Thing } from './things.ts';

/** From worst to least. */
export const severities = ['critical', 'high', 'medium', 'low'] as const;
export type Severity = (typeof severities)[number];

/** Higher is worse. */
export const weightOf = (severity: Severity): number => severities.length - severities.indexOf(severity);

export type Judgement =
  | { readonly outcome: 'conforms' }
  | {
      readonly outcome: 'finding';
      /** One clause each, without a full stop. */
      readonly found: string;
      readonly expected: string;
      readonly remedy: string;
      /** Where it is other than the rule's. */
      readonly severity?: Severity;
    }
  | { readonly outcome: 'not-evaluated'; readonly why: string };

export interface Surroundings {
  readonly estate: Estate;
  readonly limits: Limits;
  /** By id. */
  thing(id: string): Thing | undefined;
  /** All of one kind, as far as it was read. */
  all<K extends Kind>(kind: K): readonly SubjectOf<K>[];
  /** Why a kind could not be read; undefined when it was. */
  unread(kind: Kind): string | undefined;
}

export interface Rule<K extends Subject['kind'] = Subject['kind']> {
  readonly rule: string;
  /** What holds where it conforms, in one sentence without a full stop. */
  readonly asks: string;
  readonly severity: Severity;
  readonly of: readonly K[];
  /** Name of the experiment among the templates that shows what comes of a finding. By kind where that makes a difference. */
  readonly proof: string | Readonly<Partial<Record<K, string>>>;
  /** Pure. Undefined: it does not apply to this one. */
  judge(subject: SubjectOf<K>, surroundings: Surroundings): Judgement | undefined;
}

/** Keeps the kinds of a rule together with what it is given; the list of rules is of any kind. */
export const rule = <K extends Subject['kind']>(definition: Rule<K>): Rule => definition as unknown as Rule;

export const conforms: Judgement = { outcome: 'conforms' };
export const notEvaluated = (why: string): Judgement => ({ outcome: 'not-evaluated', why });
export const finding = (found: string, expected: string, remedy: string, severity?: Severity): Judgement => ({
  outcome: 'finding',
  found,
  expected,
  remedy,
  ...(severity && { severity }),
});
