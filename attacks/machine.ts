/** What the committed state machines do between two calls of functions. */
import { readDefinition } from '../apps/local/machine.ts';
import type { StepName } from '../core/lifecycle/steps.ts';
import type { Machine } from '../core/ports/executions.ts';

interface State {
  readonly Type: string;
  readonly Next?: string;
  readonly Default?: string;
  readonly TimeoutSeconds?: number;
  readonly Parameters?: object;
  readonly Choices?: readonly { readonly StringEquals: string; readonly Next: string }[];
  readonly Catch?: readonly { readonly Next: string }[];
  readonly Retry?: readonly Retrier[];
}

export interface Retrier {
  readonly ErrorEquals: readonly string[];
  readonly IntervalSeconds: number;
  readonly MaxAttempts: number;
  readonly BackoffRate: number;
  readonly MaxDelaySeconds: number;
}

const definitions = { experiment: readDefinition('experiment'), recovery: readDefinition('recovery') };
const states = (machine: Machine) => definitions[machine].States as Readonly<Record<string, State>>;

/** The next thing that an execution does. */
export type Turn =
  | { readonly does: 'call'; readonly step: StepName; readonly input: unknown; readonly waitSeconds: number }
  | { readonly does: 'end'; readonly how: 'succeeded' | 'failed' };

export const firstTurn = (machine: Machine, name: string, input: unknown): Turn =>
  arrive(machine, definitions[machine].StartAt, name, input, 0);

export const afterAnswer = (machine: Machine, step: StepName, name: string, answer: unknown): Turn =>
  arrive(machine, states(machine)[step]!.Next!, name, answer, 0);

/** Once no retry is left. */
export function afterError(machine: Machine, step: StepName, name: string, input: unknown, error: Error): Turn {
  const caught = states(machine)[step]!.Catch?.[0];
  if (!caught) return { does: 'end', how: 'failed' };
  const told = { Error: error.name, Cause: JSON.stringify({ errorMessage: error.message }) };
  return arrive(machine, caught.Next, name, { ...(input as object), error: told }, 0);
}

/** Undefined when it is not tried again. */
export const retrierOf = (machine: Machine, step: StepName, error: Error): Retrier | undefined =>
  states(machine)[step]!.Retry?.find(({ ErrorEquals }) => ErrorEquals.includes(error.name));

/** Seconds after which a step that does not answer counts as failed with `States.Timeout`. */
export const timeoutOf = (machine: Machine, step: StepName): number => states(machine)[step]!.TimeoutSeconds!;

function arrive(machine: Machine, at: string, name: string, input: unknown, waitSeconds: number): Turn {
  const state = states(machine)[at]!;
  const { next, waitSeconds: asked } = input as { readonly next?: string; readonly waitSeconds?: number };
  switch (state.Type) {
    case 'Task':
      return {
        does: 'call',
        step: at as StepName,
        // Admit alone has parameters: the execution's name, and all of the input.
        input: state.Parameters ? { runId: name, input } : input,
        waitSeconds,
      };
    case 'Wait':
      return arrive(machine, state.Next!, name, input, waitSeconds + (asked ?? 0));
    case 'Choice': {
      const chosen = state.Choices!.find(({ StringEquals }) => StringEquals === next);
      const way = chosen?.Next ?? state.Default;
      return way === undefined ? { does: 'end', how: 'failed' } : arrive(machine, way, name, input, waitSeconds);
    }
    case 'Succeed':
      return { does: 'end', how: 'succeeded' };
    default:
      throw new Error(`the model knows no state of type ${state.Type}`);
  }
}
