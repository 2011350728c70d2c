/**
 * A committed definition, made executable by aws-local-stepfunctions on the virtual clock.
 *
 * Differences from AWS, all of them: each Wait becomes a task that sleeps on the virtual
 * clock; pauses between retries are zero; timeouts of tasks never fire, since a step takes
 * no virtual time; the machine's own timeout is the engine's, as the library counts it in
 * real time.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { StateMachine, StateMachineDefinition } from 'aws-local-stepfunctions';
import type { Machine } from '../../core/ports/executions.ts';

interface State {
  readonly Type: string;
  readonly Next?: string;
  readonly SecondsPath?: string;
}

export interface Definition {
  readonly StartAt: string;
  readonly TimeoutSeconds?: number;
  readonly States: Readonly<Record<string, State>>;
}

export interface LocalMachine {
  readonly machine: StateMachine;
  /** Names of the tasks that call a step. */
  readonly tasks: readonly string[];
  /** Names of the waits that were rewritten. */
  readonly waits: readonly string[];
  /** Undefined for a machine that may run for ever. */
  readonly timeout: number | undefined;
}

type Library = typeof import('aws-local-stepfunctions');

/** Loaded once a machine is executed, and at once: 140 modules, of which a plan needs none. */
const library = (): Library => createRequire(import.meta.url)('aws-local-stepfunctions') as Library;

/** The library's timers are real and start at 60 s; this one is near the longest that Node can set. */
const never = 2_000_000;

export const readDefinition = (machine: Machine): Definition =>
  JSON.parse(readFileSync(new URL(`../../lib/workflow/definitions/${machine}.asl.json`, import.meta.url), 'utf8'));

export function localMachine(definition: Definition): LocalMachine {
  const named = (type: string) =>
    Object.entries(definition.States)
      .filter(([, state]) => state.Type === type)
      .map(([name]) => name);
  const waits = named('Wait');
  const { TimeoutSeconds, ...rest } = definition;
  const rewritten = { ...rest, States: Object.fromEntries(Object.entries(definition.States).map(rewrite)) };
  // The definition is checked where it is generated: validation here would cost more than a whole run.
  const { StateMachine: Executable } = library();
  const machine = new Executable(rewritten as unknown as StateMachineDefinition, {
    validationOptions: { noValidate: true },
  });
  return { machine, tasks: named('Task'), waits, timeout: TimeoutSeconds && TimeoutSeconds * 1000 };
}

function rewrite([name, state]: [string, State]): [string, unknown] {
  if (state.Type === 'Task') return [name, { ...state, TimeoutSeconds: never }];
  if (state.Type !== 'Wait') return [name, state];
  if (state.SecondsPath !== '$.waitSeconds') throw new Error(`${name} waits by something other than $.waitSeconds`);
  return [name, { Type: 'Task', Resource: name, TimeoutSeconds: never, Next: state.Next }];
}
