/** The committed state machines on functions that may die: what Step Functions is in AWS, its retries and timeouts included. */
import type { Ended, Launcher } from '../../adapters/simulated/executions.ts';
import type { Timer, VirtualClock } from '../../apps/local/clock.ts';
import { readDefinition } from '../../apps/local/machine.ts';
import { type StepName, steps } from '../../core/lifecycle/steps.ts';
import type { Machine } from '../../core/ports/executions.ts';
import { afterAnswer, afterError, firstTurn, retrierOf, type Turn, timeoutOf } from '../machine.ts';
import type { Attacker } from './attacker.ts';
import { type Functions, named, type Outcome } from './functions.ts';

export interface LauncherOptions {
  readonly clock: VirtualClock;
  readonly attacker: Attacker;
  readonly functions: Functions;
}

const longest: Readonly<Record<Machine, number | undefined>> = {
  experiment: readDefinition('experiment').TimeoutSeconds,
  recovery: readDefinition('recovery').TimeoutSeconds,
};

export const createLauncher = (options: LauncherOptions): Launcher => ({
  launch(machine, name, input, ended) {
    const execution = new Execution(machine, name, ended, options);
    execution.begin(input);
    return { abort: () => execution.end('aborted') };
  },
});

type CallTurn = Extract<Turn, { does: 'call' }>;

class Execution {
  readonly #machine: Machine;
  readonly #name: string;
  readonly #ended: (how: Ended, error?: Error) => void;
  readonly #options: LauncherOptions;
  readonly #timeout: Timer | undefined;
  #timer: Timer | undefined;
  #tasks = 0;
  #over = false;

  constructor(machine: Machine, name: string, ended: (how: Ended, error?: Error) => void, options: LauncherOptions) {
    this.#machine = machine;
    this.#name = name;
    this.#ended = ended;
    this.#options = options;
    const { clock } = options;
    const seconds = longest[machine];
    this.#timeout =
      seconds === undefined ? undefined : clock.schedule(clock.now() + seconds * 1000, () => this.end('timed-out'));
  }

  begin(input: unknown): void {
    this.#take(firstTurn(this.#machine, this.#name, onTheWire(input)));
  }

  end(how: Ended, error?: Error): void {
    if (this.#over) return;
    this.#over = true;
    this.#timer?.cancel();
    this.#timeout?.cancel();
    this.#ended(how, error);
  }

  #take(turn: Turn, error?: Error): void {
    if (turn.does === 'end') this.end(turn.how, turn.how === 'failed' ? error : undefined);
    else if (turn.waitSeconds > 0) this.#later(turn.waitSeconds * 1000, () => this.#task(turn, 0));
    else this.#task(turn, 0);
  }

  #task(turn: CallTurn, attempt: number): void {
    const { functions, clock, attacker } = this.#options;
    const { step } = turn;
    const id = `${this.#name}/${step} ${++this.#tasks}`;
    const work = workOf(step, turn.input);
    let answered = false;
    const settle = (outcome: Outcome) => {
      if (answered || this.#over) return;
      answered = true;
      timeout.cancel();
      if ('value' in outcome) this.#take(afterAnswer(this.#machine, step, this.#name, onTheWire(outcome.value)));
      else this.#failed(turn, attempt, outcome.error);
    };
    const timeout = clock.schedule(clock.now() + 1000 * timeoutOf(this.#machine, step), () =>
      settle({ error: named('States.Timeout', `${step} did not answer`) }),
    );
    functions.call({ id, work, settled: settle });
    if (attacker.happens('duplicate', id, 0.05)) {
      const pause = attacker.chance.of(`at once/${id}`) < 0.5 ? 0 : attacker.chance.below(40_000, `again/${id}`);
      clock.schedule(clock.now() + pause, () => functions.call({ id: `${id} again`, work, settled: () => {} }));
    }
  }

  #failed(turn: CallTurn, attempt: number, error: Error): void {
    const { step, input } = turn;
    const retrier = retrierOf(this.#machine, step, error);
    if (!retrier || attempt >= retrier.MaxAttempts) {
      this.#take(afterError(this.#machine, step, this.#name, input, error), error);
      return;
    }
    const { IntervalSeconds, BackoffRate, MaxDelaySeconds } = retrier;
    const most = 1000 * Math.min(MaxDelaySeconds, IntervalSeconds * BackoffRate ** attempt);
    const pause = this.#options.attacker.chance.below(most + 1, `backs off/${this.#name}/${this.#tasks}`);
    this.#later(pause, () => this.#task(turn, attempt + 1));
  }

  #later(pause: number, go: () => void): void {
    const { clock } = this.#options;
    this.#timer = clock.schedule(clock.now() + pause, () => {
      if (!this.#over) go();
    });
  }
}

const workOf =
  (step: StepName, input: unknown) =>
  (ports: Parameters<(typeof steps)[StepName]>[1]): Promise<unknown> =>
    steps[step](onTheWire(input) as never, ports);

const onTheWire = (value: unknown): unknown => JSON.parse(JSON.stringify(value ?? null));
