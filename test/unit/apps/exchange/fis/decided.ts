/** An imported draft with all that a person has to decide, decided. */
import type { Draft } from '../../../../../apps/exchange/importer.ts';
import type { Experiment } from '../../../../../core/experiment/schema/experiment.ts';
import { validateExperiment } from '../../../../../core/experiment/validate.ts';
import { fault } from '../../../../../core/faults/catalogue.ts';
import { undeclaredIrreversible } from '../../../../../core/faults/undo.ts';

const probe = {
  id: 'success-rate',
  cloudwatch: { namespace: 'Shop', metric: 'SuccessRate', stat: 'Average', period: 'PT1M' },
  expect: { atLeast: 99.5 },
  when: ['before', 'during', 'after'],
};

/** @throws with the problems, where the draft is not valid even so */
export function decided({ document: draft }: Draft): Experiment {
  const given = draft as unknown as Experiment;
  const { metadata, hypothesis, guardrails, steps } = given;
  const experiment = {
    ...given,
    metadata: { ...metadata, owner: metadata.owner ?? 'checkout-sre', service: metadata.service ?? 'checkout' },
    hypothesis: { ...hypothesis, probes: hypothesis.probes ?? [probe] },
    guardrails: guardrails.stopAlarms ? guardrails : { ...guardrails, unsafe: { noStopCondition: 'a test' } },
    steps: steps.map((step) => {
      const definition = fault(step.action ?? '');
      return definition && undeclaredIrreversible(definition, step) !== undefined
        ? { ...step, undo: { irreversible: 'a test' } }
        : step;
    }),
  };
  const checked = validateExperiment(experiment);
  if (!checked.ok) throw new Error(checked.problems.map(({ message }) => message).join('\n'));
  return checked.experiment;
}
