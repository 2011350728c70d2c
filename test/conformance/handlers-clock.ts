/** Handlers on the suite's one virtual clock: AWS around them follows it before anything of ours looks at it. */
import type { SchedulerClient } from '@aws-sdk/client-scheduler';
import { VirtualClock } from '../../apps/local/clock.ts';
import type { Instant, Millis } from '../../core/ports/clock.ts';
import type { Environment } from '../../lambdas/runtime/environment.ts';
import { names } from '../../lib/configuration/names.ts';
import type { Functions } from './functions.ts';
import { type HandlersEvents, handlersEvents } from './handlers-events.ts';

export interface Played {
  readonly clock: VirtualClock;
  readonly events: HandlersEvents;
  /** A function of ours, once AWS around it has come to this instant. `Admit`, `Recover`, … */
  call(name: string, event: unknown): Promise<unknown>;
  /** Lets time go on until it is so. @throws when it is not, after as long, and what a function threw */
  until(so: () => boolean | Promise<boolean>, longest?: Millis): Promise<void>;
}

export interface PlayedOptions {
  readonly begins: Instant;
  readonly functions: Functions;
  readonly environment: Environment;
  readonly scheduler: SchedulerClient;
  /** Brings AWS around the platform to this instant. One call at a time. */
  follow(now: Instant): Promise<void>;
}

const minute = 60_000;
const hour = 60 * minute;

export function playedClock({ begins, functions, environment, scheduler, follow }: PlayedOptions): Played {
  let now = begins;
  const world = {
    get now() {
      return now;
    },
    advance(to: Instant) {
      now = to;
      return [];
    },
  };
  const clock = new VirtualClock(world);
  let followed = begins;
  let following = Promise.resolve();
  const brought = (): Promise<void> => {
    following = following.then(async () => {
      if (now <= followed) return;
      const to = now;
      await follow(to);
      followed = to;
    });
    return following;
  };
  const call = (name: string, event: unknown) =>
    clock.during(async () => {
      await brought();
      return functions.invoke(names.function(environment.stage, name), event, now);
    });
  const events = handlersEvents({ clock, call, environment, scheduler });
  const tick = () => {
    clock.schedule(now + minute, tick);
    // Whatever is called by then brings AWS along.
    const minutely = clock.during(events.minute);
    minutely.catch(events.failed);
  };
  tick();
  return {
    clock,
    events,
    call,
    async until(so, longest = hour) {
      const limit = now + longest;
      for (await clock.quiet(); !(await so()); await clock.step(limit)) {
        if (events.failures.length > 0) throw events.failures[0];
        if (now >= limit) throw new Error(`it did not come to that within ${longest / minute} minutes: ${so}`);
      }
    },
  };
}
