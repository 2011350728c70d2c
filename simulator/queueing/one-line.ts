/** M/G/c: Poisson arrivals, `servers` of them, any service time, first come first served (M/M/c and kin). */
import { Sampler } from '../engine/distributions.ts';
import { EventQueue } from '../engine/event-queue.ts';
import { stream } from '../engine/random.ts';
import type { TimeDistribution } from '../model.ts';
import { Line } from './line.ts';
import type { QueueResult, QueueRun } from './result.ts';
import { Tally } from './tally.ts';

const ARRIVAL = 0;
const DEPARTURE = 1;

export function oneLine(
  run: QueueRun & { readonly servers: number; readonly serviceTime: TimeDistribution },
): QueueResult {
  const { servers, interval } = run;
  const arrivals = stream(run.seed, 'arrivals');
  const times = new Sampler(run.serviceTime, stream(run.seed, 'service-times'));
  const events = new EventQueue(64);
  const line = new Line();
  const tally = new Tally(run);
  let busy = 0;

  const serve = (arrivedAt: number, now: number): void => {
    const time = times.draw();
    tally.service(arrivedAt, now, time);
    events.push(now + time, DEPARTURE);
  };

  events.push(arrivals.exponential(interval), ARRIVAL);
  while (!tally.over) {
    const now = events.next;
    if (events.pop() === ARRIVAL) {
      tally.arrival(now);
      events.push(now + arrivals.exponential(interval), ARRIVAL);
      if (busy === servers) {
        line.push(now);
      } else {
        busy++;
        serve(now, now);
      }
    } else {
      tally.departure(now);
      if (line.length > 0) serve(line.shift(), now);
      else busy--;
    }
  }
  return tally.result(events.popped);
}
