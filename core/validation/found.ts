/** A value as an error message shows it: short, with its type, and never a secret. */
import type { Path } from './problem.ts';

const secretWords = /^(?:pass(?:word|wd|phrase)?|pwd|token|secret|secrets|key|keys|apikey|credentials?|authorization)$/;
const longest = 60;

/** Does a key look as if its value were a secret? `apiToken`, `DB_PASSWORD`, `access-key`. */
export const isSecretKey = (key: string): boolean =>
  key
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .some((word) => secretWords.test(word) || /(?:password|secret|token|apikey)$/.test(word));

/** @param path where the value stands: below a key that looks like a secret, nothing of it is shown. */
export function describeFound(value: unknown, path: Path = []): string {
  if (value === undefined) return 'nothing';
  if (value === null) return 'an empty value';
  if (path.some((key) => typeof key === 'string' && isSecretKey(key))) return '[hidden]';
  if (typeof value === 'string') return value === '' ? 'empty text' : `the text ${quoted(value)}`;
  if (typeof value === 'number') return `the number ${value}`;
  if (typeof value === 'boolean') return `${value}`;
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : `a list of ${value.length}`;
  const keys = Object.keys(value);
  if (keys.length === 0) return 'an object without keys';
  return `an object with ${keys.slice(0, 4).map(plainKey).join(', ')}${keys.length > 4 ? ', …' : ''}`;
}

const plainKey = (key: string): string => (/^[\w:.-]{1,40}$/.test(key) ? key : quoted(key));

/** In quotes, shortened, control characters escaped, the user part of a URL hidden. */
export const quoted = (text: string): string => JSON.stringify(short(text));

function short(text: string): string {
  const safe = text.replace(/\/\/[^/@\s]+@/g, '//[hidden]@');
  return safe.length > longest ? `${safe.slice(0, longest - 1)}…` : safe;
}
