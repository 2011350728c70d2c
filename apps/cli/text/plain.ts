/**
 * Text from files, made safe for a terminal. A name or tag may hold escape
 * sequences, or marks that turn the direction of writing, and would then draw
 * what it likes over the screen. What looks like a secret is hidden.
 */
import { redact, redactText } from '../../../core/secrets/redact.ts';

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const control = /\u001B\[[0-?]*[ -/]*[@-~]|\u001B\][^\u0007\u001B]*(?:\u0007|\u001B\\)|[\u0000-\u001F\u007F-\u009F]/g;
const direction = /[\u200E\u200F\u202A-\u202E\u2066-\u2069\uFEFF]/g;

/** One line: line breaks and tabs become spaces, other control characters go. */
export const plain = (text: string): string =>
  redactText(text)
    .replace(/[\r\n\t\u2028\u2029]+/g, ' ')
    .replace(control, '')
    .replace(direction, '');

/** The same, keeping line breaks. */
export const plainLines = (text: string): string => text.split(/\r?\n/).map(plain).join('\n');

/** Every string of a JSON-like value, keys included, so that no screen has to remember it. */
export const plainAll = <T>(value: T): T => plainWithin(redact(value));

function plainWithin<T>(value: T): T {
  if (typeof value === 'string') return plain(value) as T;
  if (Array.isArray(value)) return value.map(plainWithin) as T;
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [plain(key), plainWithin(inner)])) as T;
}
