/** The edge of the lifecycle: what a state machine hands over is JSON, and checked before it is believed. */
import * as z from 'zod/mini';
import type { AdmitInput, StepReference } from './reference.ts';

/** Nothing was done. Trying again would not help. */
export class MalformedInput extends Error {
  override readonly name = 'MalformedInput';
}

const wholeNumber = z.int().check(z.gte(0));

/** Loose: a caught error travels beside the reference. */
const reference = z.looseObject({
  runId: z.string().check(z.minLength(1)),
  wave: wholeNumber,
  visit: wholeNumber,
  next: z.string(),
  waitSeconds: wholeNumber,
});

const request = z.strictObject({
  experiment: z.string().check(z.minLength(1)),
  parameters: z.optional(z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]))),
  seed: z.optional(wholeNumber),
  plan: z.optional(z.string()),
  stage: z.optional(z.int().check(z.gte(1))),
  forcePrecheck: z.optional(z.string().check(z.minLength(1), z.maxLength(500))),
  startedBy: z.optional(z.string()),
});

/** The request first: a reference has no `experiment`. */
const admitInput = z.object({ runId: z.string().check(z.minLength(1)), input: z.union([request, reference]) });

/** A caught error, as the Catch of Step Functions puts it under `$.error`. */
export interface CaughtError {
  readonly Error?: string;
  readonly Cause?: string;
}

function parse<T>(schema: z.ZodMiniType<T>, input: unknown, what: string): T {
  const found = schema.safeParse(input);
  if (found.success) return found.data;
  const where = found.error.issues.map(({ path, message }) => `${path.join('.') || 'input'}: ${message}`).join('; ');
  throw new MalformedInput(`not ${what}: ${where}`);
}

/** @throws MalformedInput */
export const parseReference = (input: unknown): StepReference & { readonly error?: CaughtError } =>
  parse(reference, input, 'a step reference') as StepReference & { readonly error?: CaughtError };

/** @throws MalformedInput */
export const parseAdmitInput = (input: unknown): AdmitInput =>
  parse(admitInput, input, 'a request for a run') as AdmitInput;
