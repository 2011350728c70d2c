/** Executions by name, over whatever runs the machines on the virtual clock. */
import type { Clock, Instant } from '../../core/ports/clock.ts';
import type { ExecutionState, Executions, Machine } from '../../core/ports/executions.ts';

export type Ended = Extract<ExecutionState, { state: 'ended' }>['how'];

export interface Launcher {
  /** Starts it; `ended` is called exactly once. `abort` stops it, and nothing of it runs after that but a step in flight. */
  launch(machine: Machine, name: string, input: unknown, ended: (how: Ended, error?: Error) => void): { abort(): void };
}

/** What EventBridge says of an execution that ended. */
export interface ExecutionStatus {
  readonly machine: Machine;
  readonly name: string;
  readonly how: Ended;
  readonly error?: Error;
}

export interface SimulatedExecutionsOptions {
  readonly clock: Clock;
  readonly launcher: Launcher;
  /** States that outlived their process. None of these runs any more. */
  readonly known?: readonly { readonly machine: Machine; readonly name: string; readonly state: ExecutionState }[];
  /** Before the first state is entered. */
  readonly started?: (machine: Machine, name: string, input: unknown, at: Instant) => void;
  /** Once the ending is to be seen. */
  readonly ended?: (status: ExecutionStatus, at: Instant) => void;
}

export function simulatedExecutions({ clock, launcher, ...options }: SimulatedExecutionsOptions): Executions {
  const states = new Map<string, ExecutionState>();
  const running = new Map<string, { abort(): void }>();
  const key = (machine: Machine, name: string) => `${machine}/${name}`;
  for (const { machine, name, state } of options.known ?? []) states.set(key(machine, name), state);

  return {
    async start(machine, name, input) {
      const id = key(machine, name);
      if (states.has(id)) return;
      const at = clock.now();
      states.set(id, { state: 'running', startedAt: at });
      options.started?.(machine, name, input, at);
      const execution = launcher.launch(machine, name, input, (how, error) => {
        running.delete(id);
        states.set(id, { state: 'ended', how, at: clock.now() });
        options.ended?.({ machine, name, how, ...(error && { error }) }, clock.now());
      });
      if (states.get(id)?.state === 'running') running.set(id, execution);
    },
    async stop(machine, name) {
      running.get(key(machine, name))?.abort();
    },
    async look(machine, name) {
      return states.get(key(machine, name)) ?? { state: 'absent' };
    },
  };
}
