/** One parameter's value: its type, its bounds, its choices. */

import * as z from 'zod/mini';
import { nearest } from '../validation/nearest.ts';
import { listed } from '../validation/problem.ts';
import { millis } from './durations.ts';
import type { ParameterValue } from './references.ts';
import { duration } from './schema/scalars.ts';
import type { Parameter } from './schema/steps.ts';

export interface Misfit {
  readonly allowed: string;
  readonly nearest?: string | undefined;
}

/** Bounds as numbers: milliseconds for durations. */
export function rangeOf(parameter: Parameter): { readonly low?: number; readonly high?: number } {
  if (parameter.type === 'number')
    return {
      ...(parameter.min !== undefined && { low: parameter.min }),
      ...(parameter.max !== undefined && { high: parameter.max }),
    };
  if (parameter.type !== 'duration') return {};
  return {
    ...(parameter.min !== undefined && { low: millis(parameter.min) }),
    ...(parameter.max !== undefined && { high: millis(parameter.max) }),
  };
}

/**
 * A command line gives text: `80` for a number and `true` for a boolean are taken as what
 * they say. Anything else is left as it is.
 */
export function asTyped({ type }: Parameter, given: ParameterValue): ParameterValue {
  if (typeof given !== 'string') return given;
  if (type === 'number' && /^-?\d+(?:\.\d+)?$/.test(given)) return Number(given);
  return type === 'boolean' && (given === 'true' || given === 'false') ? given === 'true' : given;
}

/** What is allowed instead, or undefined for a value that fits. An empty list of zones: any zone. */
export function misfitOf(parameter: Parameter, value: ParameterValue, zones: readonly string[]): Misfit | undefined {
  // A value is used as it stands: a reference in it would be resolved by nobody.
  if (typeof value === 'string' && value.includes('${')) return { allowed: `a ${parameter.type} without references` };
  switch (parameter.type) {
    case 'number':
      return typeof value === 'number' && Number.isFinite(value) && inRange(parameter, value)
        ? undefined
        : { allowed: `a number${between(parameter)}` };
    case 'boolean':
      return typeof value === 'boolean' ? undefined : { allowed: 'true or false' };
    case 'duration':
      return typeof value === 'string' && z.safeParse(duration, value).success && inRange(parameter, millis(value))
        ? undefined
        : { allowed: `an ISO 8601 duration such as PT10M${between(parameter)}` };
    case 'zone':
      if (typeof value === 'string' && value !== '' && (zones.length === 0 || zones.includes(value))) return undefined;
      return zones.length === 0
        ? { allowed: 'a zone id such as euc1-az1, or random' }
        : { allowed: `${listed(zones)}, or random`, nearest: nearest(String(value), zones) };
    case 'region':
      return typeof value === 'string' && /^[a-z]{2}(?:-[a-z]+)+-\d+$/.test(value)
        ? undefined
        : { allowed: 'a Region such as eu-central-1' };
    case 'string': {
      const { oneOf } = parameter;
      if (typeof value === 'string' && (!oneOf || oneOf.includes(value))) return undefined;
      return oneOf
        ? { allowed: `one of ${listed(oneOf)}`, nearest: nearest(String(value), oneOf) }
        : { allowed: 'text' };
    }
  }
}

function inRange(parameter: Parameter, value: number): boolean {
  const { low = Number.NEGATIVE_INFINITY, high = Number.POSITIVE_INFINITY } = rangeOf(parameter);
  return value >= low && value <= high;
}

function between(parameter: Parameter): string {
  const { min, max } = parameter as { min?: string | number; max?: string | number };
  if (min !== undefined && max !== undefined) return ` from ${min} to ${max}`;
  if (min !== undefined) return `, at least ${min}`;
  return max === undefined ? '' : `, at most ${max}`;
}
