/** What was looked at, and what could not be: a value is known, or there is a reason why not. */
export interface NotKnown {
  /** One clause: `a world does not model it`. */
  readonly notKnown: string;
}

export type Known<T> = T | NotKnown;

export const notKnown = (why: string): NotKnown => ({ notKnown: why });

export const isKnown = <T>(value: Known<T>): value is T =>
  !(typeof value === 'object' && value !== null && 'notKnown' in value);

/** The first reason among the values; undefined when all are known. */
export const whyNot = (...values: readonly Known<unknown>[]): string | undefined =>
  values.find((value): value is NotKnown => !isKnown(value))?.notKnown;
