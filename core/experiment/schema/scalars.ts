/**
 * The scalars of every Squall file: durations, instants, references, names.
 *
 * Each scalar carries a sentence for people (`title`), which the validator
 * prints as "what is allowed" and editors show as help.
 */
import * as z from 'zod/mini';

/** `${parameters.zone}` or `${steps.power.output.experimentId}`, standing for a whole value. */
export const referencePattern = /^\$\{(?:parameters\.[A-Za-z][\w-]*|steps\.[A-Za-z][\w-]*\.output\.[\w.-]+)\}$/;

const isoDuration = /^P(?!$)(?:\d+Y)?(?:\d+M)?(?:\d+W)?(?:\d+D)?(?:T(?=\d)(?:\d+H)?(?:\d+M)?(?:\d+(?:\.\d+)?S)?)?$/;

const either = (a: RegExp, b: RegExp) => new RegExp(`${a.source}|${b.source}`);

const pattern = (regex: RegExp, allowed: string) =>
  z
    .string()
    .check(z.regex(regex, { error: allowed }))
    .register(z.globalRegistry, { description: allowed });

export const reference = pattern(referencePattern, 'a reference such as ${parameters.zone}');

/** ISO 8601 duration, or a reference to one. Years are 365 days and months 30, as nobody schedules by them. */
export const duration = pattern(
  either(isoDuration, referencePattern),
  'an ISO 8601 duration such as PT10M, PT1H30M or P7D, or a reference such as ${parameters.duration}',
);

/** ISO 8601 duration that no parameter may change. */
export const fixedDuration = pattern(isoDuration, 'an ISO 8601 duration such as PT10M or P7D');

export const number = z.union([z.number(), reference]);
export const wholeNumber = z.union([z.int().check(z.gte(0)), reference]);
export const percent = z.union([z.number().check(z.gte(0), z.lte(100)), reference]);

/** Text, which may hold references among other characters. */
export const text = z.string().check(z.minLength(1), z.maxLength(1000));

/** Stable ids: history, locks and schedules hang on them, so they stay short and plain. */
export const id = pattern(
  /^[a-z][a-z0-9-]{0,62}$/,
  'a name of lower-case letters, digits and hyphens, at most 63, beginning with a letter',
);

/** Names inside one file: probes, targets, steps, parameters. */
export const localName = pattern(
  /^[A-Za-z][\w-]{0,62}$/,
  'a name of letters, digits, _ and -, at most 63, beginning with a letter',
);

export const tags = z.record(z.string(), z.string());

export const instant = pattern(
  /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2})?Z$/,
  'an instant in UTC such as 2026-03-03T09:30:00Z',
);

export const date = pattern(/^\d{4}-\d{2}-\d{2}$/, 'a date such as 2026-11-23');
export const timeOfDay = pattern(/^(?:[01]\d|2[0-3]):[0-5]\d$/, 'a time of day such as "09:00", in quotes');
export const timeZone = pattern(/^[A-Za-z_]+(?:\/[A-Za-z0-9_+-]+)*$/, 'an IANA time zone such as Europe/Berlin');
