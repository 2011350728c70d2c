import type { Experiment } from '../experiment/schema/experiment.ts';
import { parseExpression } from '../steady-state/metric-math.ts';
import { guardrail, noFacts, type Rule } from './guardrail.ts';

/** What the format can say and this version does not carry out: refused by name, never ignored. */
export const rule: Rule<undefined> = {
  rule: 'not-enforced',
  gather: noFacts,
  decide({ plan }) {
    const found = unenforced(plan.definition);
    return found.length === 0
      ? undefined
      : `this version does not carry out ${found.join(', ')}: take it out, and see to it yourself`;
  },
};

export const notEnforced = guardrail(rule);

function unenforced(experiment: Experiment): readonly string[] {
  const { control, hypothesis, steps } = experiment;
  return [
    ...(control ? ['control'] : []),
    ...hypothesis.probes.flatMap((probe) => {
      if (probe.logs || probe.lambda) return [`probe ${probe.id} (${probe.logs ? 'logs' : 'lambda'})`];
      if (probe.expect && 'baseline' in probe.expect && probe.expect.baseline !== undefined)
        return [`probe ${probe.id}'s baseline of ${probe.expect.baseline}`];
      const expression = probe.math && parseExpression(probe.math.expression);
      return expression && !expression.ok ? [`probe ${probe.id}'s expression (${expression.why})`] : [];
    }),
    ...steps.flatMap((step) =>
      typeof step.undo === 'object' && 'steps' in step.undo ? [`step ${step.id}'s undo.steps`] : [],
    ),
  ];
}
