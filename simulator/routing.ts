/**
 * What traffic sees of names and of zones that load balancers have left. The control plane
 * writes it, both traffic models read it.
 */
import type { Instant } from './model.ts';

/** Where a name leads, and the share of its answers that lead there: above 0, and 1 together. */
export interface Answer {
  /** A load balancer or a service. */
  readonly to: string;
  readonly share: number;
}

/** What a name has been answered with since an instant, until the next. Nothing: it has no answer. */
export interface Answered {
  readonly from: Instant;
  readonly answers: readonly Answer[];
}

export interface Routing {
  /** By client whose name may lead to several places: oldest first, for as long as somebody may still go by it. */
  readonly answered: Readonly<Record<string, readonly Answered[]>>;
  /** By load balancer: zones that it sends nothing to, sorted. */
  readonly left: Readonly<Record<string, readonly string[]>>;
}

export const straight: Routing = { answered: {}, left: {} };

/** What was answered at an instant; before all that is known, the first. */
export function answersAt(answered: readonly Answered[], at: Instant): readonly Answer[] {
  let found = answered[0]?.answers ?? [];
  for (const { from, answers } of answered) if (from <= at) found = answers;
  return found;
}

/** The answer whose share holds the place `at`, from 0 to 1; undefined beyond what their shares come to. */
export function answerAt(answers: readonly Answer[], at: number): Answer | undefined {
  let before = 0;
  return answers.find(({ share }) => {
    before += share;
    return at < before;
  });
}
