/** Times and lists as findings say them. */
import type { Millis } from '../ports/clock.ts';

const day = 86_400_000;
const parts = [
  [day, 'd'],
  [3_600_000, 'h'],
  [60_000, 'min'],
  [1000, 's'],
] as const;

/** `35 d`, `1 h 5 min`, `30 s`, `250 ms`: at most two units. */
export function lasting(time: Millis): string {
  if (!Number.isFinite(time)) return 'for ever';
  if (time > 0 && time < 1000) return `${Math.round(time)} ms`;
  let left = time;
  const said: string[] = [];
  for (const [length, unit] of parts) {
    const count = Math.floor(left / length);
    left -= count * length;
    if (count > 0) said.push(`${count} ${unit}`);
  }
  return said.slice(0, 2).join(' ') || '0 s';
}

/** `a, b and c`; from the fifth on they are counted. */
export function listed(names: readonly string[], most = 4): string {
  if (names.length > most) return `${names.slice(0, most - 1).join(', ')} and ${names.length - most + 1} more`;
  return names.length < 2 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}

/** `1 zone`, `2 zones`. */
export const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;
