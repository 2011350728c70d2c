/** What the catalogue allows of a parameter, applied to a value that comes from elsewhere. */
import { iso, millis } from '../../core/experiment/durations.ts';
import { fault } from '../../core/faults/catalogue.ts';
import type { FaultValue } from '../../core/faults/parameter.ts';
import type { Converted } from './values.ts';

/**
 * A duration outside the limits is brought to the nearer one, a fraction where whole
 * numbers are taken is rounded; both say so. A number outside has no counterpart: a
 * sentence. Values with references are checked once they are resolved.
 */
export function limited(action: string, name: string, given: Converted): Converted | string {
  const parameter = fault(action)?.parameters.find((each) => each.name === name);
  const { value } = given;
  if (!parameter || (typeof value === 'string' && value.includes('${'))) return given;
  if (parameter.type === 'duration' && typeof value === 'string') return boundedDuration(value, parameter, given);
  if (typeof value !== 'number') return given;
  const rounded = parameter.type === 'integer' ? Math.round(value) : value;
  const low = Number(parameter.min ?? 0);
  const high = Number(parameter.max ?? Number.POSITIVE_INFINITY);
  if (rounded < low || rounded > high)
    return `${value} is outside of what ${action} takes as ${name}: ${
      high === Number.POSITIVE_INFINITY ? `at least ${low}` : `${low} to ${high}`
    }`;
  if (rounded === value) return given;
  return { value: rounded, how: joined(given.how, `${value} is rounded to ${rounded}: ${name} takes whole numbers`) };
}

interface Bounds {
  readonly min?: number | string;
  readonly max?: number | string;
}

function boundedDuration(value: string, { min, max }: Bounds, given: Converted): Converted {
  const length = millis(value);
  const low = typeof min === 'string' ? millis(min) : 0;
  const high = typeof max === 'string' ? millis(max) : Number.POSITIVE_INFINITY;
  if (length >= low && length <= high) return given;
  const kept: FaultValue = iso(length < low ? low : high);
  const why = `${value} becomes ${kept}, the ${length < low ? 'shortest' : 'longest'} that the action takes`;
  return { value: kept, how: joined(given.how, why) };
}

const joined = (before: string | undefined, more: string): string =>
  before === undefined ? more : `${before}; ${more}`;
