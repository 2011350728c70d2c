/** An execution that moto runs, on the suite's clock: time stands still from its start until it sleeps or ends. */

import type { Ending } from '../../adapters/simulated/control-plane-store.ts';
import type { VirtualClock } from '../../apps/local/clock.ts';
import type { Instant, Millis } from '../../core/ports/clock.ts';
import type { Machine } from '../../core/ports/executions.ts';

export interface PlayedExecution {
  readonly machine: Machine;
  readonly name: string;
  readonly startedAt: Instant;
  readonly ended: { readonly how: Ending; readonly at: Instant } | undefined;
  readonly stopped: boolean;
  /** It goes from state to state: nobody but moto knows where it is. */
  readonly moving: boolean;
  /** While a function of ours is called. Undefined once it is stopped: `work` goes on then, and nobody waits for it. */
  during<T>(work: () => Promise<T>): Promise<T | undefined>;
  /** Lets time go on for as long, or until it is stopped. */
  sleep(pause: Millis): Promise<void>;
  stop(): void;
  /** The first ending counts, and is told before time goes on. */
  end(how: Ending, tell: () => void): void;
}

export function playedExecution(clock: VirtualClock, machine: Machine, name: string): PlayedExecution {
  const stopping = new AbortController();
  const stopped = new Promise<undefined>((resolve) =>
    stopping.signal.addEventListener('abort', () => resolve(undefined)),
  );
  const startedAt = clock.now();
  let release = clock.hold();
  let ended: PlayedExecution['ended'];
  let calls = 0;
  return {
    machine,
    name,
    startedAt,
    get ended() {
      return ended;
    },
    get stopped() {
      return stopping.signal.aborted;
    },
    get moving() {
      return calls === 0 && !ended;
    },
    async during(work) {
      calls++;
      try {
        return await Promise.race([work(), stopped]);
      } finally {
        calls--;
      }
    },
    sleep: (pause) =>
      new Promise((resolve) => {
        const wake = () => {
          timer.cancel();
          stopping.signal.removeEventListener('abort', wake);
          release = clock.hold();
          resolve();
        };
        const timer = clock.schedule(clock.now() + pause, wake);
        stopping.signal.addEventListener('abort', wake);
        release();
      }),
    stop: () => stopping.abort(),
    end(how, tell) {
      if (ended) return;
      ended = { how, at: clock.now() };
      tell();
      release();
    },
  };
}
