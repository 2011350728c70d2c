/** What an action is given, held against what the catalogue says it takes. */
import { iso, millis } from '../experiment/durations.ts';
import type { Millis } from '../ports/clock.ts';
import { nearest } from '../validation/nearest.ts';
import { documentDuration, documentOf, documents } from './aws/ssm.ts';
import type { FaultDefinition } from './definition.ts';
import type { FaultParameter } from './parameter.ts';

export type GivenParameters = Readonly<Record<string, unknown>>;

export interface ParameterProblem {
  /** `duration`, or `documentParameters.LossPercent`. */
  readonly parameter: string;
  readonly found: string;
  readonly allowed: string;
  readonly nearest?: string;
}

/** Problems with what is written. A value that still holds a `${…}` reference is checked once it is resolved. */
export function checkParameters(definition: FaultDefinition, given: GivenParameters = {}): ParameterProblem[] {
  const problems = checkAgainst(definition.parameters, given, '');
  return definition.id === 'aws:ssm:send-command' && problems.length === 0 ? checkDocument(given) : problems;
}

/** How long the fault lasts, in milliseconds; 0 when it is instant or nothing bounds it. */
export function durationOf(definition: FaultDefinition, given: GivenParameters = {}): Millis {
  if (definition.bounded.by === 'instant') return 0;
  const value = given[definition.bounded.parameter];
  return typeof value === 'string' ? millis(value) : 0;
}

/** As FIS takes them: strings, lists joined with commas, JSON as text. References must be resolved. */
export function compileParameters(definition: FaultDefinition, given: GivenParameters = {}): Record<string, string> {
  const compiled: Record<string, string> = {};
  for (const { name, type } of definition.parameters) {
    const value = given[name];
    if (value === undefined) continue;
    compiled[name] = type === 'duration' ? iso(millis(String(value))) : textOf(value);
  }
  if (definition.id !== 'aws:ssm:send-command') return compiled;
  const own = readJson(given.documentParameters) ?? {};
  const seconds = Math.floor(durationOf(definition, given) / 1000);
  // Each duration is written once, so the document's own follows the action's.
  const document: Record<string, unknown> = { DurationSeconds: seconds, ...own };
  compiled.documentParameters = JSON.stringify(
    Object.fromEntries(
      Object.keys(document)
        .sort()
        .map((name) => [name, textOf(document[name])]),
    ),
  );
  return compiled;
}

function checkDocument(given: GivenParameters): ParameterProblem[] {
  if (isReference(given.documentArn)) return [];
  const document = documentOf(given.documentArn);
  if (!document) {
    const found = String(given.documentArn);
    const names = documents.map(({ name }) => name);
    return [problem('documentArn', found, names.join(', '), nearest(found.slice(found.lastIndexOf('/') + 1), names))];
  }
  const own = readJson(given.documentParameters ?? '{}');
  if (!own) {
    const allowed = 'a JSON object such as {"LossPercent":"10"}, in quotes';
    return [problem('documentParameters', textOf(given.documentParameters), allowed)];
  }
  const duration = given.duration;
  const longest = isReference(duration) ? documentDuration.max : Math.floor(millis(String(duration)) / 1000);
  return checkAgainst(
    [...document.parameters, { ...documentDuration, ...(longest !== undefined && { max: longest }) }],
    own,
    'documentParameters.',
  );
}

function checkAgainst(parameters: readonly FaultParameter[], given: GivenParameters, prefix: string) {
  const names = parameters.map(({ name }) => name);
  const problems: ParameterProblem[] = [];
  for (const [name, value] of Object.entries(given)) {
    const parameter = parameters.find((candidate) => candidate.name === name);
    if (!parameter) {
      const allowed = names.length === 0 ? 'no parameters' : `one of ${names.join(', ')}`;
      problems.push(problem(prefix + name, name, allowed, nearest(name, names)));
    } else if (!isReference(value) && !fits(parameter, value)) {
      const close = parameter.allowed && nearest(String(value), parameter.allowed);
      problems.push(problem(prefix + name, textOf(value), allowedFor(parameter), close));
    }
  }
  for (const parameter of parameters) {
    const { name, requiredWith, required, doc } = parameter;
    const asked = required || (requiredWith !== undefined && String(given[requiredWith.parameter]) === requiredWith.is);
    if (asked && given[name] === undefined)
      problems.push(problem(prefix + name, 'nothing', `${allowedFor(parameter)} (${doc})`));
  }
  return problems;
}

const problem = (parameter: string, found: string, allowed: string, close?: string): ParameterProblem => ({
  parameter,
  found,
  allowed,
  ...(close !== undefined && { nearest: close }),
});

function fits(parameter: FaultParameter, value: unknown): boolean {
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
      return value === true || value === false || value === 'true' || value === 'false';
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
const itemsOf = (value: unknown): readonly unknown[] =>
  Array.isArray(value) ? value : typeof value === 'string' ? value.split(',') : [];

function fitsText({ allowed, form }: FaultParameter, value: unknown): boolean {
  if (typeof value !== 'string' || value.trim() === '') return false;
  if (isReference(value)) return true;
  return (allowed?.includes(value) ?? true) && (form === undefined || new RegExp(`^(?:${form.pattern})$`).test(value));
}

function allowedFor({ type, min = 0, max, unit, allowed, form, most }: FaultParameter): string {
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
      const items = allowed ? ` of ${allowed.join(', ')}` : form ? `, each ${form.means}` : '';
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

function readJson(value: unknown): Record<string, unknown> | undefined {
  try {
    const read: unknown = typeof value === 'string' ? JSON.parse(value) : undefined;
    return read !== null && typeof read === 'object' && !Array.isArray(read) ? { ...read } : undefined;
  } catch {
    return undefined;
  }
}

const isReference = (value: unknown): boolean => typeof value === 'string' && /\$\{[^}]+\}/.test(value);

const textOf = (value: unknown): string =>
  Array.isArray(value) ? value.join(',') : typeof value === 'object' ? JSON.stringify(value) : String(value);
