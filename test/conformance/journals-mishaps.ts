/** What befalls a run in the same way whoever runs its machines: steps that fail, executions that someone stops. */
import type { MakeExecutions } from '../../apps/local/machinery.ts';
import { executionName } from '../../core/lifecycle/ensure-recovery.ts';
import type { StepReference } from '../../core/lifecycle/reference.ts';
import { recoverySteps, type StepName } from '../../core/lifecycle/steps.ts';

/** A visit of a step, of any wave and any attempt. */
interface Visited {
  readonly step: StepName;
  readonly visit: number;
}

export interface Failing extends Visited {
  /** As often, from the first call of that visit on. */
  readonly times: number;
  readonly error: string;
}

/** Ten seconds after its first call, while the execution that called it sleeps. */
export type Stopping = Visited;

export const stopsAfter = 10_000;

const isAt = (input: unknown, step: string, at: Visited) =>
  step === at.step && (input as StepReference).visit === at.visit;

export const failing =
  (make: MakeExecutions, { times, error, ...at }: Failing): MakeExecutions =>
  (machinery) => {
    let failed = 0;
    return make({
      ...machinery,
      async invoke(step, input) {
        if (!isAt(input, step, at) || failed >= times) return machinery.invoke(step, input);
        failed++;
        throw Object.assign(new Error(`${step} failed for the ${failed}. time`), { name: error });
      },
    });
  };

export const stopping =
  (make: MakeExecutions, at: Stopping): MakeExecutions =>
  (machinery) => {
    const { clock } = machinery;
    let seen = false;
    const executions = make({
      ...machinery,
      async invoke(step, input) {
        if (isAt(input, step, at) && !seen) {
          seen = true;
          const { runId, wave } = input as StepReference;
          const recovers = (recoverySteps as readonly string[]).includes(step);
          const stop = () =>
            recovers
              ? executions.stop('recovery', executionName(runId, wave), 'someone stopped it')
              : executions.stop('experiment', runId, 'someone stopped it');
          clock.schedule(clock.now() + stopsAfter, () => void clock.during(stop));
        }
        return machinery.invoke(step, input);
      },
    });
    return executions;
  };
