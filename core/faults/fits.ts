/** Whether a value is one that a parameter takes, and what it takes, in words. */
import { millis } from '../experiment/durations.ts';
import type { Millis } from '../ports/clock.ts';
import type { FaultParameter } from './parameter.ts';

/** @param value as written in YAML, or as FIS takes and answers it: all text */
export function fits(parameter: FaultParameter, value: unknown): boolean {
  switch (parameter.type) {
    case 'duration': {
      const length = lengthOf(value);
      return (
        length !== undefined &&
        length >= (lengthOf(parameter.min) ?? 0) &&
        length <= (lengthOf(parameter.max) ?? Infinity)
      );
    }
    case 'integer':
    case 'number': {
      const number =
        typeof value === 'number'
          ? value
          : typeof value === 'string' && /^-?\d+(?:\.\d+)?$/.test(value)
            ? Number(value)
            : Number.NaN;
      const whole = parameter.type === 'number' || Number.isInteger(number);
      return whole && number >= Number(parameter.min ?? 0) && number <= Number(parameter.max ?? Infinity);
    }
    case 'boolean':
      return ['true', 'false', ...(parameter.capital ? ['True', 'False'] : [])].includes(String(value));
    case 'list': {
      const items = itemsOf(value);
      return (
        items.length > 0 &&
        items.length <= (parameter.most ?? Infinity) &&
        items.every((item) => fitsText(parameter, item))
      );
    }
    case 'json':
      return readJson(value) !== undefined;
    case 'text':
      return fitsText(parameter, value);
  }
}

/** As written in YAML, or joined with commas, as FIS takes and answers them. */
export const itemsOf = (value: unknown): readonly unknown[] =>
  Array.isArray(value) ? value : typeof value === 'string' ? value.split(',').map((item) => item.trim()) : [];

function fitsText({ allowed, form }: FaultParameter, value: unknown): boolean {
  if (typeof value !== 'string' || value.trim() === '') return false;
  if (isReference(value)) return true;
  return (allowed?.includes(value) ?? true) && (form === undefined || new RegExp(`^(?:${form.pattern})$`).test(value));
}

export function allowedFor({ type, min = 0, max, unit, allowed, form, most }: FaultParameter): string {
  const span = max === undefined ? `of at least ${min}` : `from ${min} to ${max}`;
  switch (type) {
    case 'duration':
      return `an ISO 8601 duration ${min === 0 ? 'longer than nothing' : span}`;
    case 'integer':
    case 'number':
      return `a ${type === 'integer' ? 'whole ' : ''}number ${span}${unit ? ` ${unit}` : ''}`;
    case 'boolean':
      return 'true or false';
    case 'list': {
      const items = allowed ? ` of ${allowed.join(', ')}` : form ? `, each ${form.means},` : '';
      return `${most === undefined ? 'a list' : `a list of at most ${most}`}${items} that is not empty`;
    }
    case 'json':
      return 'a JSON object as text';
    case 'text':
      return allowed ? `one of ${allowed.join(', ')}` : (form?.means ?? 'text');
  }
}

function lengthOf(value: unknown): Millis | undefined {
  try {
    return typeof value === 'string' ? millis(value) : undefined;
  } catch {
    return undefined;
  }
}

/** The object that JSON text is of, or nothing. */
export function readJson(value: unknown): Record<string, unknown> | undefined {
  try {
    const read: unknown = typeof value === 'string' ? JSON.parse(value) : undefined;
    return read !== null && typeof read === 'object' && !Array.isArray(read) ? { ...read } : undefined;
  } catch {
    return undefined;
  }
}

export const isReference = (value: unknown): boolean => typeof value === 'string' && /\$\{[^}]+\}/.test(value);
