/** A step of the lifecycle behind a Lambda function. */
import type { AdmitInput, StepReference } from '../../core/lifecycle/reference.ts';
import type { StepName } from '../../core/lifecycle/step.ts';
import type { Ports } from '../../core/ports/ports.ts';
import { type PortsMaker, squallFunction } from './function.ts';

type StepInput = AdmitInput | StepReference;

/** The step itself is given, and not looked up by its name: a function loads what its own step needs, and no other's. */
export interface HandledStep<Input extends StepInput> {
  readonly name: StepName;
  /** What the state machine passes on. @throws MalformedInput */
  readonly parse: (event: unknown) => Input;
  readonly step: (input: Input, ports: Ports) => Promise<StepReference>;
}

/** Input and output are what the state machine passes on. Errors keep their names. */
export const stepHandler = <Input extends StepInput>(
  { name, parse, step }: HandledStep<Input>,
  makePorts: PortsMaker,
) =>
  squallFunction<Input, StepReference>(
    {
      name,
      parse,
      about,
      async work(input, { ports, telemetry: { logger } }) {
        const answer = await step(input, ports);
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
