import type { Instant } from '../model.ts';
import type { MetricsRecord } from './record.ts';

/** The mean processor stress of a group's members is `value` from `now` on. */
export function followLoad(metrics: MetricsRecord, group: string, now: Instant, value: number): void {
  const load = metrics.load[group];
  if (!load) metrics.load[group] = { at: now, value, integral: 0 };
  else if (load.value !== value) {
    load.integral += load.value * (now - load.at);
    load.at = now;
    load.value = value;
  }
}

/** Its mean over the `span` milliseconds up to `now`, which ends the span. */
export function takeMeanLoad(metrics: MetricsRecord, group: string, now: Instant, span: number): number {
  const load = metrics.load[group];
  if (!load || span <= 0) return 0;
  const integral = load.integral + load.value * (now - load.at);
  load.integral = 0;
  load.at = now;
  return integral / span;
}
