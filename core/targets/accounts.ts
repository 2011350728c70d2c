/** Accounts, as ARNs and targets name them. */
import type { Target } from '../experiment/schema/steps.ts';

/** Undefined for an id that is no ARN, and for an ARN of no account. */
export const accountOf = (arn: string): string | undefined => /^arn:[^:]*:[^:]*:[^:]*:(\d{12}):/.exec(arn)?.[1];

/** Each once, sorted. */
export const accountsOf = (arns: readonly string[]): readonly string[] =>
  [...new Set(arns.flatMap((arn) => accountOf(arn) ?? []))].sort();

/**
 * Accounts that a `where` asks for, by `account` or by its ARNs. Undefined stands for the
 * platform's own: another account is never reached into unnamed.
 */
export const accountsAsked = ({ account, ids }: Target['where']): readonly (string | undefined)[] =>
  account !== undefined ? [account] : ids ? [...new Set(ids.map(accountOf))] : [undefined];
