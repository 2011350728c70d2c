/** Values of another system in the form that a parameter of ours takes. */
import type { FaultValue } from '../../core/faults/parameter.ts';
import { redact } from '../../core/secrets/redact.ts';
import type { Conversion } from './counterpart.ts';
import { booleanOf, durationOf, listOf, millisOf, numberOf, percentOf, times } from './quantities.ts';

/** A value as written there, with its references as ours. */
export interface Value {
  /** In our words: references are `${parameters.…}`. `undefined`: it refers to what is not there, or may not be copied. */
  readonly written: unknown;
  /** What it is today; `undefined` where only a run can tell. */
  readonly today: unknown;
  readonly refers: boolean;
  /** It looks like one, and is not copied. */
  readonly secret?: true;
}

export type Resolve = (value: unknown) => Value;

/** For a system, or a place in it, that has no references. */
export const asItIs: Resolve = (value) => withoutSecret({ written: value, today: value, refers: false });

/** No secret of a source gets into a file of ours. */
export const withoutSecret = (value: Value): Value =>
  JSON.stringify(redact(value.written)) === JSON.stringify(value.written)
    ? value
    : { written: undefined, today: undefined, refers: false, secret: true };

export interface Converted {
  readonly value: FaultValue;
  /** What is different about it. */
  readonly how?: string;
}

/** Conversions that leave a value as it is, so that a reference can stand for it. */
const unchanged: ReadonlySet<Conversion> = new Set(['text', 'number', 'whole', 'percent', 'milliseconds', 'boolean']);
const wholeReference = /^\$\{parameters\.[A-Za-z][\w-]*\}$/;

/** A sentence where the value cannot be had. */
export function convert(value: Value, as: Conversion): Converted | string {
  const { written, today, refers } = value;
  if (value.secret) return 'it looks like a secret, and no secret is copied';
  if (refers && as === 'text' && typeof written === 'string') return { value: written };
  if (refers && unchanged.has(as) && typeof written === 'string' && wholeReference.test(written))
    return { value: written };
  if (today === undefined)
    return refers && written !== undefined
      ? 'its value is known only when it runs, and would have to be converted'
      : 'it refers to a value that is not in the file';
  const converted = conversions[as](today);
  if (converted === undefined) return `it is not ${meanings[as]}`;
  return { value: converted, ...(refers && { how: 'the value that it has today is written out' }) };
}

const conversions: Readonly<Record<Conversion, (value: unknown) => FaultValue | undefined>> = {
  text: (value) => (['string', 'number', 'boolean'].includes(typeof value) ? String(value) : undefined),
  number: numberOf,
  whole: (value) => whole(numberOf(value)),
  boolean: booleanOf,
  list: (value) => (listOf(value).length > 0 ? listOf(value) : undefined),
  percent: percentOf,
  'fraction → percent': (value) => {
    const share = numberOf(value);
    return share !== undefined && share >= 0 && share <= 1 ? times(share, 100) : undefined;
  },
  milliseconds: (value) => millisOf(value, 'ms'),
  'seconds → milliseconds': (value) => millisOf(value, 's'),
  duration: (value) => durationOf(value, 's'),
  seconds: (value) => {
    const length = millisOf(value, 's');
    return length === undefined ? undefined : whole(length / 1000);
  },
};

const whole = (number: number | undefined): number | undefined =>
  number !== undefined && Number.isInteger(number) ? number : undefined;

const meanings: Readonly<Record<Conversion, string>> = {
  text: 'a text',
  number: 'a number',
  whole: 'a whole number',
  boolean: 'true or false',
  list: 'a list',
  percent: 'a percentage from 0 to 100',
  'fraction → percent': 'a share from 0 to 1',
  milliseconds: 'a time in milliseconds',
  'seconds → milliseconds': 'a time in seconds',
  duration: 'a duration',
  seconds: 'a whole number of seconds',
};
