/**
 * Holidays of one country, resolved to days. The packages that know them are large and
 * change from year to year, so that a calendar is made where a definition is stored, and
 * travels beside it: the definition and its hash stay what they are.
 */

export interface Holiday {
  /** `2026-12-25` */
  readonly date: string;
  readonly name: string;
}

/** What a definition asks for. */
export interface HolidaysOf {
  /** ISO 3166: `DE`. */
  readonly country: string;
  /** Its second part: `BE`. Of a part of that, `BY-A`. */
  readonly subdivision?: string | undefined;
}

export interface Calendar {
  readonly of: HolidaysOf;
  /** The days that it knows, first and last included. */
  readonly from: string;
  readonly to: string;
  /** Where these days are lived: IANA time zones of the country or of the part of it. At least one. */
  readonly timeZones: readonly string[];
  /** Sorted by date. */
  readonly holidays: readonly Holiday[];
}

/** `DE-BE`, for people. */
export const nameOf = ({ country, subdivision }: HolidaysOf): string =>
  subdivision === undefined ? country : `${country}-${subdivision}`;
