/** Executes the state machines on the virtual clock: what Step Functions is in AWS. */
import type { Ended, Launcher } from '../../adapters/simulated/executions.ts';
import type { Machine } from '../../core/ports/executions.ts';
import type { VirtualClock } from './clock.ts';
import { type Definition, type LocalMachine, localMachine, readDefinition } from './machine.ts';

/** Answers a step's output for its input; both are JSON. */
export type Invoke = (step: string, input: unknown) => Promise<unknown>;

type Json = Parameters<LocalMachine['machine']['run']>[0];

export interface EngineOptions {
  readonly clock: VirtualClock;
  readonly invoke: Invoke;
  /** Default: the committed ones. */
  readonly definitions?: Readonly<Record<Machine, Definition>>;
}

export function createEngine({ clock, invoke, definitions }: EngineOptions): Launcher {
  const made: Partial<Record<Machine, LocalMachine>> = {};
  const machineOf = (machine: Machine): LocalMachine => {
    made[machine] ??= localMachine(definitions?.[machine] ?? readDefinition(machine));
    return made[machine];
  };
  return { launch: (machine, name, input, ended) => launch(machineOf(machine), name, input, ended, clock, invoke) };
}

function launch(
  local: LocalMachine,
  name: string,
  input: unknown,
  ended: (how: Ended, error?: Error) => void,
  clock: VirtualClock,
  invoke: Invoke,
) {
  // Busy from the start until it sleeps in a Wait or ends.
  let release = clock.hold();
  let wakeNow: (() => void) | undefined;
  let over = false;

  const sleep = (state: unknown) =>
    new Promise<Json>((resolve) => {
      const timer = clock.schedule(clock.now() + 1000 * wholeSeconds(state), () => {
        wakeNow = undefined;
        release = clock.hold();
        resolve(state as Json);
      });
      wakeNow = () => {
        timer.cancel();
        resolve(state as Json);
      };
      release();
    });
  // A step in flight goes on after its execution was stopped, as in AWS, and holds the clock until it is done.
  const call = (step: string) => (state: unknown) =>
    clock.during(async () => {
      // The library would go on to retry a step that failed after the stop; AWS does not.
      if (over) throw new Error(`${name} was stopped before ${step}`);
      return onTheWire(await invoke(step, onTheWire(state))) as Json;
    });

  const execution = local.machine.run(onTheWire(input) as Json, {
    overrides: {
      taskResourceLocalHandlers: {
        ...Object.fromEntries(local.tasks.map((task) => [task, call(task)])),
        ...Object.fromEntries(local.waits.map((wait) => [wait, sleep])),
      },
      retryIntervalOverrides: Object.fromEntries(local.tasks.map((task) => [task, 0])),
    },
    context: { Execution: { Name: name, Id: `arn:squall:local:execution:${name}` } },
  });

  const end = (how: Ended, error?: Error) => {
    if (over) return;
    over = true;
    timeout?.cancel();
    ended(how, error);
    release();
  };
  const abort = (how: Ended) => {
    if (over) return;
    execution.abort();
    end(how);
    // The library's task still waits for its sleeper; answered after the abort, it ends and runs no further state.
    wakeNow?.();
  };
  const timeout =
    local.timeout === undefined ? undefined : clock.schedule(clock.now() + local.timeout, () => abort('timed-out'));

  execution.result.then(
    () => end('succeeded'),
    (error: Error) => end('failed', (error.cause as Error | undefined) ?? error),
  );
  return { abort: () => abort('aborted') };
}

const onTheWire = (value: unknown): unknown => JSON.parse(JSON.stringify(value ?? null));

function wholeSeconds(state: unknown): number {
  const { waitSeconds } = state as { waitSeconds?: unknown };
  if (Number.isInteger(waitSeconds) && (waitSeconds as number) >= 0) return waitSeconds as number;
  throw Object.assign(new Error(`waitSeconds is ${JSON.stringify(waitSeconds)}, not a whole number of seconds`), {
    name: 'States.Runtime',
  });
}
