/** Numbers as people read them: as many digits as say something. */

/** 0.1234 → 0.123, 99.987 → 99.99, 1234.5 → 1,235. */
export function number(value: number): string {
  const size = Math.abs(value);
  if (Number.isInteger(value)) return value.toLocaleString('en-US');
  const digits = size < 1 ? 3 : size < 1000 ? 2 : 0;
  return value.toLocaleString('en-US', { maximumFractionDigits: digits });
}

export const percent = (value: number): string => `${number(Math.round(value * 10) / 10)} %`;

export const dollars = (value: number): string => `$${value.toFixed(value > 0 && value < 0.1 ? 4 : 2)}`;

/** "1 target", "6 targets". */
export const count = (n: number, noun: string, nouns = `${noun}s`): string => `${number(n)} ${n === 1 ? noun : nouns}`;

export const value = (of: number | string | boolean | undefined): string =>
  of === undefined ? 'no data' : typeof of === 'number' ? number(of) : String(of);
