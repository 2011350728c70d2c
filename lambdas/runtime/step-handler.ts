/** A step of the lifecycle behind a Lambda function. */
import { parseAdmitInput, parseReference } from '../../core/lifecycle/input.ts';
import type { AdmitInput, StepReference } from '../../core/lifecycle/reference.ts';
import { type StepName, steps } from '../../core/lifecycle/steps.ts';
import { type PortsMaker, squallFunction } from './function.ts';

type StepInput = AdmitInput | StepReference;

/** Input and output are what the state machine passes on. Errors keep their names. */
export const stepHandler = (step: StepName, makePorts: PortsMaker) =>
  squallFunction<StepInput, StepReference>(
    {
      name: step,
      parse: step === 'Admit' ? parseAdmitInput : parseReference,
      about,
      async work(input, { ports, telemetry: { logger } }) {
        const answer = await steps[step](input, ports);
        logger.info('step done', { next: answer.next, waitSeconds: answer.waitSeconds });
        return answer;
      },
    },
    makePorts,
  );

function about(input: StepInput) {
  const { runId } = input;
  return 'input' in input ? { runId } : { runId, wave: input.wave, visit: input.visit };
}
