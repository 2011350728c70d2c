/** What the steps of a drill move, by what the catalogue says of their actions. */
import { fault } from '../../faults/catalogue.ts';
import type { PlannedStep } from '../../plan/plan.ts';
import type { PreCheckQuestion } from './pre-check.ts';

/** Movers, in the order of the plan. */
export const moversOf = ({ steps }: Pick<PreCheckQuestion, 'steps'>): readonly PlannedStep[] =>
  steps.filter(({ moves }) => moves);

/**
 * Whether users come elsewhere: a mover takes them there, or a loss without movers lets AWS do
 * it. A database that is switched over leaves them where they are.
 */
export function movesUsers(question: Pick<PreCheckQuestion, 'steps'>): boolean {
  const movers = moversOf(question);
  const lost = question.steps.some(({ moves }) => !moves);
  return lost || movers.some(({ action }) => fault(action)?.moves === 'traffic');
}
