/** Numbers and spans of time as people read them. */
import { spanOf } from '../../../core/experiment/durations.ts';
import type { Instant, Millis } from '../../../core/ports/clock.ts';

/** Significant digits enough to tell neighbours apart: 99.974, 148, 2,412, 0.003. */
export function figure(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  const size = Math.abs(value);
  if (size !== 0 && (size >= 1e9 || size < 1e-4)) return minus(value.toExponential(2));
  const digits = size >= 1000 ? 0 : size >= 100 ? 1 : size >= 10 ? 2 : 3;
  const [whole = '', fraction = ''] = size.toFixed(digits).split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  const rest = fraction.replace(/0+$/, '');
  return `${value < 0 ? '−' : ''}${grouped}${rest ? `.${rest}` : ''}`;
}

export const percentage = (share: number): string => `${figure(Math.round(share * 1000) / 10)} %`;

const minus = (text: string): string => text.replace('-', '−');

/** For "steady state was back …". */
export const backAfter = (after: Millis): string =>
  after > 0 ? `${spanOf(after)} after the faults ended` : 'as soon as the faults ended';

/** +4:30, −0:05, +1:02:00: a stopwatch started at the injection. */
export function stopwatch(offset: Millis): string {
  const seconds = Math.round(Math.abs(offset) / 1000);
  const two = (n: number) => String(n).padStart(2, '0');
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  const clock = hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
  return `${offset < 0 && seconds > 0 ? '−' : '+'}${clock}`;
}

/** UTC, 09:31:02. */
export const clock = (at: Instant): string => new Date(at).toISOString().slice(11, 19);
/** UTC, 2026-03-03 09:31:02. */
export const dateAndClock = (at: Instant): string => new Date(at).toISOString().slice(0, 19).replace('T', ' ');
export const dollars = (amount: number): string => `$${amount.toFixed(amount > 0 && amount < 0.01 ? 4 : 2)}`;
export const plural = (count: number, one: string, many = `${one}s`): string =>
  `${figure(count)} ${count === 1 ? one : many}`;
