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
  /** Items of a list at most. */
  readonly most?: number;
  /** What the provider takes when it is left out. */
  readonly default?: string;
  /** One line. */
  readonly doc: string;
}

/** A parameter as it is given: left out, there, or with this value as text. */
export interface ParameterMatch {
  readonly parameter: string;
  readonly is: 'absent' | 'present' | string;
}

export function matches({ parameter, is }: ParameterMatch, given: Readonly<Record<string, unknown>> = {}): boolean {
  const value = given[parameter];
  if (is === 'absent') return value === undefined;
  return is === 'present' ? value !== undefined : String(value) === is;
}
