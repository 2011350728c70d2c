/**
 * Functions of ours as Lambda runs them: each call of a port takes time, and may be the
 * last thing that the function does. A function that died leaves behind what it did, and
 * its last call may land without it.
 */

import type { VirtualClock } from '../../apps/local/clock.ts';
import type { Instant, Millis } from '../../core/ports/clock.ts';
import type { Ports } from '../../core/ports/ports.ts';
import type { Attacker } from './attacker.ts';
import { effects, type PortName, portNames } from './crash-points.ts';
import type { Outages } from './outages.ts';
import { refusalWithSecrets } from './secrets.ts';

export type Outcome = { readonly value: unknown } | { readonly error: Error };

export interface FunctionCall {
  /** What tells this call from every other of the run. */
  readonly id: string;
  readonly work: (ports: Ports) => Promise<unknown>;
  /** Called once, unless the platform never hears of it again. */
  readonly settled: (outcome: Outcome) => void;
}

export interface FunctionsOptions {
  readonly clock: VirtualClock;
  readonly attacker: Attacker;
  readonly outages: Outages;
  /** What the calls go to. */
  readonly ports: () => Ports;
  /** Told of each call as it is made, whether or not it gets anywhere. */
  readonly attempted: (port: PortName, method: string, args: readonly unknown[]) => void;
  /** A mistake planted in what every function sees. */
  readonly seenAs?: ((ports: Ports) => Ports) | undefined;
}

export interface Functions {
  call(call: FunctionCall): void;
  /** Everything in flight dies, and its callers are told. */
  killAll(): void;
}

export const named = (name: string, message: string): Error => Object.assign(new Error(message), { name });

/** How Step Functions hears that a function died. Only of the first it knows that it may try again. */
const deaths = ['Lambda.ServiceException', 'Sandbox.Timedout', 'Runtime.ExitError'] as const;
/** Share of the invocations whose calls take their time, in milliseconds each. */
const slow = { share: 0.3, longest: 1500 } as const;
const longestSkew: Millis = 120_000;

export function createFunctions(options: FunctionsOptions): Functions {
  const alive = new Set<Invocation>();
  return {
    call(call) {
      const invocation = new Invocation(call, options, () => alive.delete(invocation));
      alive.add(invocation);
      invocation.begin();
    },
    killAll() {
      for (const invocation of [...alive]) invocation.die(named('Lambda.ServiceException', 'new code was deployed'));
    },
  };
}

class Invocation {
  readonly #call: FunctionCall;
  readonly #options: FunctionsOptions;
  readonly #over: () => void;
  readonly #begunAt: Instant;
  readonly #isSlow: boolean;
  readonly #isDenied: boolean;
  readonly #skew: Millis;
  #release: (() => void) | undefined;
  #calls = 0;
  #underWay = 0;
  #last: Promise<void> = Promise.resolve();
  #dead = false;

  constructor(call: FunctionCall, options: FunctionsOptions, over: () => void) {
    const { clock, attacker } = options;
    this.#call = call;
    this.#options = options;
    this.#over = over;
    this.#begunAt = clock.now();
    this.#isSlow = attacker.chance.of(`slow/${call.id}`) < slow.share;
    this.#isDenied = attacker.happens('expired-credentials', call.id, 0.03);
    this.#skew = attacker.happens('clock-skew', call.id, 0.1)
      ? Math.round((2 * attacker.chance.of(`skew/${call.id}`) - 1) * longestSkew)
      : 0;
  }

  begin(): void {
    const { clock, ports, seenAs } = this.#options;
    this.#release = clock.hold();
    const { stage } = ports();
    const seen = { stage, clock: { now: () => clock.now() + this.#skew } } as Record<string, unknown>;
    for (const name of portNames) seen[name] = new gates[name](this);
    const own = seen as unknown as Ports;
    this.#call.work(seenAs?.(own) ?? own).then(
      (value) => this.#settle({ value }),
      (error: Error) => this.#settle({ error }),
    );
  }

  die(error: Error): void {
    this.#settle({ error });
  }

  /** The caller goes on before the clock does. */
  #settle(outcome: Outcome): void {
    if (this.#dead) return;
    this.#dead = true;
    this.#over();
    this.#call.settled(outcome);
    this.#release?.();
  }

  /** One call at a time, as a crash has one place: what a function asks for side by side comes in the order of asking. */
  perform(port: PortName, method: string, args: readonly unknown[]): Promise<unknown> {
    const turn =
      this.#underWay === 0
        ? this.#perform(port, method, args)
        : this.#last.then(() => this.#perform(port, method, args));
    this.#underWay++;
    const over = () => void this.#underWay--;
    this.#last = turn.then(over, over);
    return turn;
  }

  async #perform(port: PortName, method: string, args: readonly unknown[]): Promise<unknown> {
    if (this.#dead) return never();
    const { attacker, outages, clock } = this.#options;
    const call = `${port}.${method}`;
    const changes = (effects[port] as Record<string, string>)[method] === 'changes';
    const occasion = `${this.#call.id}/${++this.#calls} ${call}`;

    if (this.#isSlow) await this.#sleep(attacker.chance.below(slow.longest, `takes/${occasion}`));
    if (changes && attacker.crashesAt(call, 'before', occasion)) return this.#crash(occasion);
    if (attacker.happens('crash-before', occasion, changes ? 0.01 : 0.003)) return this.#crash(occasion);
    this.#options.attempted(port, method, args);
    if (this.#isDenied) throw named('Denied', refusalWithSecrets(call));
    const down = outages.failing(port, method, clock.now());
    if (down) throw down;
    if (attacker.happens('throttled', occasion, 0.01)) throw named('Throttled', `${call} was throttled`);
    if (attacker.happens('unavailable', occasion, 0.01)) throw named('Unavailable', `${call} answered 503`);
    if (isHistory(port) && changes && attacker.happens('contended', occasion, 0.02))
      throw named('Contended', `${call}: the transaction was cancelled`);
    if (call === 'faults.start' && attacker.happens('quota-exceeded', occasion, 0.3))
      throw named('FaultRefused', 'ServiceQuotaExceededException: too many experiments at once');
    if (call === 'deadline.arm' && attacker.happens('reaper-refused', occasion, 0.5))
      throw named('Denied', 'the schedule could not be made');

    if (changes && attacker.happens('zombie', occasion, 0.02)) {
      this.#lands(port, method, args, occasion);
      return this.#crash(occasion);
    }
    if (changes && attacker.happens('function-timeout', occasion, 0.01)) {
      this.#lands(port, method, args, occasion);
      await this.#sleep(functionTimeout(this.#options) - (clock.now() - this.#begunAt));
      this.die(named('Sandbox.Timedout', 'the function timed out'));
      return never();
    }

    const value = await this.#reach(port, method, args);
    if (this.#dead) return never();
    if (changes && attacker.crashesAt(call, 'after', occasion)) return this.#crash(occasion);
    if (changes && attacker.happens('crash-after', occasion, 0.01)) return this.#crash(occasion);
    if (changes && attacker.happens('lost-answer', occasion, 0.01))
      throw named('Unavailable', `the answer to ${call} was lost`);
    return value;
  }

  #reach(port: PortName, method: string, args: readonly unknown[]): Promise<unknown> {
    const target = this.#options.ports()[port] as unknown as Record<string, (...given: unknown[]) => Promise<unknown>>;
    return target[method]!(...args);
  }

  /** A call that its caller does not live to hear of: it lands before the function's timeout would have cut it off. */
  #lands(port: PortName, method: string, args: readonly unknown[], occasion: string): void {
    const { clock, attacker } = this.#options;
    const left = Math.max(0, this.#begunAt + functionTimeout(this.#options) - clock.now());
    clock.schedule(clock.now() + attacker.chance.below(left + 1, `lands/${occasion}`), () => {
      void clock.during(() => this.#reach(port, method, args)).catch(() => {});
    });
  }

  #crash(occasion: string): Promise<never> {
    const death = this.#options.attacker.chance.pick(deaths, `death/${occasion}`);
    this.die(named(death, `died at ${occasion}`));
    return never();
  }

  /** Lets time pass, and is cut off at the function's timeout. */
  async #sleep(pause: Millis): Promise<void> {
    const { clock } = this.#options;
    const cutOff = this.#begunAt + functionTimeout(this.#options);
    await new Promise<void>((resolve) => {
      clock.schedule(Math.min(clock.now() + pause, cutOff), () => {
        if (this.#dead) return;
        this.#release = clock.hold();
        resolve();
      });
      const release = this.#release;
      this.#release = undefined;
      release?.();
    });
    if (clock.now() >= cutOff) {
      this.die(named('Sandbox.Timedout', 'the function timed out'));
      await never();
    }
  }
}

const functionTimeout = ({ ports }: FunctionsOptions): Millis => ports().stage.functionTimeout;
const never = (): Promise<never> => new Promise(() => {});
const isHistory = (port: PortName): boolean => port === 'runs' || port === 'ledger' || port === 'journal';

const invocation = Symbol('invocation');
type Gate = new (by: Invocation) => unknown;

/** One class a port, made once: thousands of invocations would spend their time in making closures. */
const gates = Object.fromEntries(
  portNames.map((port) => {
    class PortGate {
      /** Beside methods by any name that a port may have. */
      readonly [invocation]: Invocation;
      constructor(by: Invocation) {
        this[invocation] = by;
      }
    }
    for (const method of Object.keys(effects[port]))
      Object.defineProperty(PortGate.prototype, method, {
        enumerable: true,
        value(this: PortGate, ...args: unknown[]) {
          return this[invocation].perform(port, method, args);
        },
      });
    return [port, PortGate];
  }),
) as unknown as Readonly<Record<PortName, Gate>>;
