/** What a certification leaves: one signed document. Raised with each change of its shape. */
import * as z from 'zod/mini';
import { signedDocument } from '../../../adapters/signatures/document.ts';
import { place } from '../place.ts';

export const schemaVersion = 1;

const text = z.string();
/** Milliseconds since 1970, by the clock of the platform's place: virtual in a rehearsal. */
const instant = z.number();
const millis = z.number();
const optional = z.optional;

/** Dollars, as text: programs do not agree on how a very small number is written, and it is signed as written. */
const decimal = z.string().check(z.regex(/^\d+(?:\.\d+)?$/));

const result = z.enum(['restored', 'drifted', 'unknown', 'irreversible']);

const resource = z.strictObject({
  id: text,
  /** By the certification's own look, against how it looked before. Missing: not a part of the fleet then. */
  seen: optional(z.strictObject({ result, detail: text })),
  /** By the platform, in its ledger: one for each fault on it. */
  proved: z.array(z.strictObject({ entry: text, result, detail: text })),
});

const terminal = z.strictObject({
  at: instant,
  end: text,
  verdict: text,
  recovery: text,
  cause: optional(z.strictObject({ kind: text, detail: text, at: instant })),
  reason: text,
});

const run = z.strictObject({
  runId: text,
  experiment: text,
  definitionHash: text,
  planHash: text,
  seed: z.number(),
  recoveryAttempts: z.number(),
  leaseUntil: optional(instant),
  terminal: optional(terminal),
});

export const exerciseEvidence = z.strictObject({
  id: text,
  title: text,
  outcome: z.enum(['passed', 'failed', 'not-exercised']),
  /** Why it did not pass. */
  why: optional(text),
  disturbance: optional(text),
  run: optional(run),
  times: optional(
    z.strictObject({
      startedAt: instant,
      injectedAt: optional(instant),
      disturbedAt: optional(instant),
      faultsEndedAt: optional(instant),
      restoredAt: optional(instant),
    }),
  ),
  /** How far apart the looks were: what the measures below may be off by. */
  lookEvery: optional(millis),
  toStop: optional(millis),
  toRestore: optional(millis),
  criteria: z.array(
    z.strictObject({ id: text, says: text, restoration: z.boolean(), met: z.boolean(), found: optional(text) }),
  ),
  resources: z.array(resource),
});

const estimate = z.strictObject({
  items: z.array(
    z.strictObject({
      what: text,
      quantity: z.number(),
      unit: text,
      price: decimal,
      dollars: z.number(),
      source: text,
    }),
  ),
  dollars: z.number(),
  expected: millis,
  longest: millis,
});

export const statement = z.strictObject({
  /** Names the certification; its runs carry it as who started them. */
  id: text,
  platformVersion: text,
  place,
  by: text,
  /** By the wall clock of who certified. */
  from: instant,
  to: instant,
  estimate,
  outcome: z.enum(['certified', 'not-certified']),
  /** One sentence. */
  reason: text,
  exercises: z.array(exerciseEvidence),
  /** Faults of the catalogue that the sample fleet has no target for. */
  notCovered: z.array(z.strictObject({ action: text, why: text })),
});

export const kind = 'squall/certification';
export const evidence = signedDocument(kind, schemaVersion, statement);

export type ExerciseEvidence = z.infer<typeof exerciseEvidence>;
export type Estimate = z.infer<typeof estimate>;
export type Statement = z.infer<typeof statement>;
export type Evidence = z.infer<typeof evidence>;
