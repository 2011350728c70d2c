/** What an action is given, held against what the catalogue says it takes. */
import { iso, millis } from '../experiment/durations.ts';
import type { Millis } from '../ports/clock.ts';
import { nearest } from '../validation/nearest.ts';
import { documentDuration, documentOf, documents, ownDocument } from './aws/documents.ts';
import type { FaultDefinition } from './definition.ts';
import { allowedFor, fits, isReference, itemsOf, readJson } from './fits.ts';
import type { FaultParameter } from './parameter.ts';

export type GivenParameters = Readonly<Record<string, unknown>>;

export interface ParameterProblem {
  /** `duration`, or `documentParameters.LossPercent`. */
  readonly parameter: string;
  readonly found: string;
  readonly allowed: string;
  readonly nearest?: string;
}

const command = 'aws:ssm:send-command';

/** Problems with what is written. A value that still holds a `${…}` reference is checked once it is resolved. */
export function checkParameters(definition: FaultDefinition, given: GivenParameters = {}): ParameterProblem[] {
  const problems = checkAgainst(definition.parameters, given, '');
  return definition.id === command && problems.length === 0 ? checkDocument(given) : problems;
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
  for (const parameter of definition.parameters) {
    const value = given[parameter.name];
    if (value !== undefined) compiled[parameter.name] = compiledValue(parameter, value);
  }
  const document = definition.id === command ? documentOf(given.documentArn) : undefined;
  if (!document) return compiled;
  // Each duration is written once, so the document's own follows the action's.
  const seconds = { DurationSeconds: Math.floor(durationOf(definition, given) / 1000) };
  const own: Record<string, unknown> = { ...(!document.instant && seconds), ...readJson(given.documentParameters) };
  compiled.documentParameters = JSON.stringify(
    Object.fromEntries(
      Object.keys(own)
        .sort()
        .map((name) => [name, textOf(own[name])]),
    ),
  );
  return compiled;
}

function compiledValue({ type, capital }: FaultParameter, value: unknown): string {
  if (type === 'duration') return iso(millis(String(value)));
  if (type === 'list') return itemsOf(value).join(',');
  const text = textOf(value);
  return capital ? text.charAt(0).toUpperCase() + text.slice(1) : text;
}

function checkDocument(given: GivenParameters): ParameterProblem[] {
  // What a document of the account's own takes is known to nobody here.
  if (isReference(given.documentArn) || ownDocument.test(String(given.documentArn))) return [];
  const document = documentOf(given.documentArn);
  if (!document) {
    const found = String(given.documentArn);
    const names = documents.map(({ name }) => name);
    const allowed = `${names.join(', ')}, or the ARN of a document of an account's own`;
    return [problem('documentArn', found, allowed, nearest(found.slice(found.lastIndexOf('/') + 1), names))];
  }
  const read = readJson(given.documentParameters ?? '{}');
  // A reference that stands outside of quotes makes JSON only once it is resolved.
  if (!read) return isReference(given.documentParameters) ? [] : [unreadable(given.documentParameters)];
  const duration = given.duration;
  const longest = isReference(duration) ? documentDuration.max : Math.floor(millis(String(duration)) / 1000);
  const bounds = { ...documentDuration, ...(longest !== undefined && { max: longest }) };
  return checkAgainst([...document.parameters, ...(document.instant ? [] : [bounds])], read, 'documentParameters.');
}

const unreadable = (value: unknown): ParameterProblem =>
  problem('documentParameters', textOf(value), 'a JSON object such as {"LossPercent":"10"}, in quotes');

function checkAgainst(parameters: readonly FaultParameter[], given: GivenParameters, prefix: string) {
  const names = parameters.map(({ name }) => name);
  const problems: ParameterProblem[] = [];
  for (const [name, value] of Object.entries(given)) {
    const parameter = parameters.find((candidate) => candidate.name === name);
    if (!parameter) {
      const allowed = names.length === 0 ? 'no parameters' : `one of ${names.join(', ')}`;
      problems.push(problem(prefix + name, name, allowed, nearest(name, names)));
    } else if (!isReference(value) && !fits(parameter, value)) {
      const close = parameter.allowed && nearest(textOf(value), parameter.allowed);
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

const textOf = (value: unknown): string =>
  Array.isArray(value) ? value.join(',') : typeof value === 'object' ? JSON.stringify(value) : String(value);
