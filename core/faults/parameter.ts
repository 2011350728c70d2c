/** One parameter of an action, of a fault document or of a resource type. */

/** As YAML has it under `with:`. */
export type FaultValue = string | number | boolean | readonly (string | number)[];

export interface FaultParameter {
  readonly name: string;
  /**
   * `integer`: whole. `number`: may have a fraction. `list`: of texts, comma-joined for FIS.
   * `json`: an object, written as JSON text.
   */
  readonly type: 'duration' | 'integer' | 'number' | 'boolean' | 'text' | 'list' | 'json';
  readonly unit?: 'ms' | 's' | '%' | 'KiB/s' | 'bytes';
  /** For numbers in `unit`; for durations ISO 8601. Nothing is below 0 where it is missing. */
  readonly min?: number | string;
  readonly max?: number | string;
  readonly required: boolean;
  /** Asked for where another parameter has this value. */
  readonly requiredWith?: { readonly parameter: string; readonly is: string };
  /** Of a text, or of each item of a list. */
  readonly allowed?: readonly string[];
  /** A pattern for the whole text, or for each item of a list, and what it means in words: "an ARN of a role". */
  readonly form?: { readonly pattern: string; readonly means: string };
  /** A boolean that is written True and False. */
  readonly capital?: true;
  /** Items of a list at most. */
  readonly most?: number;
  /** What the provider takes when it is left out. */
  readonly default?: string;
  /** One line. */
  readonly doc: string;
}

/** A parameter as it is given: left out, there, with this value as text, or with one that a pattern finds. */
export type ParameterMatch = { readonly parameter: string } & (
  | { readonly is: 'absent' | 'present' | string }
  | { readonly like: string }
);

export function matches(match: ParameterMatch, given: Readonly<Record<string, unknown>> = {}): boolean {
  const value = given[match.parameter];
  if ('like' in match) return value !== undefined && new RegExp(match.like).test(String(value));
  if (match.is === 'absent') return value === undefined;
  return match.is === 'present' ? value !== undefined : String(value) === match.is;
}
