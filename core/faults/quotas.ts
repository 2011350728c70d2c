/**
 * What AWS FIS takes at most. None of these can be raised on request, so that none is asked
 * for; those that can are in `target-quotas.ts`.
 * Source: AWS FIS quotas, as Service Quotas lists them.
 */
import type { Millis } from '../ports/clock.ts';

export interface Quota {
  /** Of Service Quotas, to look it up by. */
  readonly code: string;
  readonly most: number;
}

export const quotas = {
  /** Experiments that run at once in one account and Region, whoever started them. */
  activeExperiments: { code: 'L-F5FCA485', most: 5 },
  actionsInTemplate: { code: 'L-0BFE6B67', most: 20 },
  actionsAtOnce: { code: 'L-EB051440', most: 10 },
  stopConditions: { code: 'L-872EC72B', most: 5 },
  /** Of one action. */
  actionHours: { code: 'L-A7622DAA', most: 12 },
} as const satisfies Record<string, Quota>;

export const longestAction: Millis = quotas.actionHours.most * 3_600_000;
