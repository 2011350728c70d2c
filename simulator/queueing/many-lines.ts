/** Power of d choices: each customer looks at `choices` servers picked at random and joins the shortest line. */
import { Sampler } from '../engine/distributions.ts';
import { EventQueue } from '../engine/event-queue.ts';
import { type Random, stream } from '../engine/random.ts';
import type { TimeDistribution } from '../model.ts';
import { Line } from './line.ts';
import type { QueueResult, QueueRun } from './result.ts';
import { Tally } from './tally.ts';

const ARRIVAL = -1;

/** Every server has one slot and a line of its own. `interval` is that of the whole system. */
export function manyLines(
  run: QueueRun & { readonly servers: number; readonly choices: number; readonly serviceTime: TimeDistribution },
): QueueResult {
  const { servers, choices, interval } = run;
  const arrivals = stream(run.seed, 'arrivals');
  const routing = stream(run.seed, 'routing');
  const times = new Sampler(run.serviceTime, stream(run.seed, 'service-times'));
  const events = new EventQueue(2 * servers);
  const lines = Array.from({ length: servers }, () => new Line());
  /** Customers at each server, the one in service included. */
  const present = new Int32Array(servers);
  const tally = new Tally(run);

  const serve = (server: number, arrivedAt: number, now: number): void => {
    const time = times.draw();
    tally.service(arrivedAt, now, time);
    events.push(now + time, server);
  };

  events.push(arrivals.exponential(interval), ARRIVAL);
  while (!tally.over) {
    const now = events.next;
    const server = events.pop();
    if (server === ARRIVAL) {
      tally.arrival(now);
      events.push(now + arrivals.exponential(interval), ARRIVAL);
      const chosen = shortest(present, choices, routing);
      present[chosen] = present[chosen]! + 1;
      if (present[chosen] === 1) serve(chosen, now, now);
      else lines[chosen]!.push(now);
    } else {
      tally.departure(now);
      present[server] = present[server]! - 1;
      if (present[server]! > 0) serve(server, lines[server]!.shift(), now);
    }
  }
  return tally.result(events.popped);
}

/** Servers are picked with replacement, as the published analysis does. */
function shortest(present: Int32Array, choices: number, routing: Random): number {
  let best = routing.int(present.length);
  for (let i = 1; i < choices; i++) {
    const other = routing.int(present.length);
    if (present[other]! < present[best]!) best = other;
  }
  return best;
}
