/** Rows, answers and inputs as short texts, by which moments are told apart. */
import { createHash } from 'node:crypto';

/** The plan of a run never changes, and is most of its size. */
const small = (key: string, value: unknown): unknown =>
  key === 'plan' || key === 'definition' || key === 'experiment' ? undefined : value;

const texts = new WeakMap<object, string>();

/** Rows and answers are replaced and never changed, so that each is written out once. */
export function textOf(value: unknown): string {
  if (value === null || typeof value !== 'object') return String(value);
  const known = texts.get(value);
  if (known !== undefined) return known;
  const text = value instanceof Error ? `!${value.name}` : (JSON.stringify(value, small) ?? '');
  const short = text.length > 64 ? createHash('md5').update(text).digest('base64') : text;
  texts.set(value, short);
  return short;
}
