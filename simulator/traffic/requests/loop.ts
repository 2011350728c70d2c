import { arrive } from './arrivals.ts';
import { answered, proceed, retry, timedOut } from './calls.ts';
import * as events from './events.ts';
import { check, checkDue } from './health.ts';
import { connected } from './openings.ts';
import { closed } from './pools.ts';
import { connectFailed } from './routing.ts';
import { worked } from './serving.ts';
import type { Simulation } from './simulation.ts';

/** Runs every event up to and including `to`, in milliseconds since the start of traffic. */
export function run(s: Simulation, to: number): void {
  const queue = s.events;
  for (let at = queue.next; at <= to; at = queue.next) {
    s.now = at;
    const payload = queue.pop();
    const index = events.indexOf(payload);
    switch (events.kindOf(payload)) {
      case events.ARRIVAL:
        arrive(s, s.clients[index]!);
        break;
      case events.WORKED:
        if (worked(s, index)) proceed(s, index);
        break;
      case events.ANSWER:
        answered(s, index);
        break;
      case events.RETRY:
        retry(s, index);
        break;
      case events.CONNECT_FAILED:
        connectFailed(s, index);
        break;
      case events.DEADLINE:
        timedOut(s, s.edges[index]!);
        break;
      case events.CHECK:
        check(s, s.checks[index]!);
        break;
      case events.CLOSED:
        closed(s, index);
        break;
      case events.CONNECTED:
        connected(s, index);
        break;
      case events.CHECK_DUE:
        checkDue(s, s.checks[index]!);
        break;
    }
  }
  s.now = Math.max(s.now, to);
}
