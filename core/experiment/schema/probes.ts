/** Probes: how steady state is measured, and within what tolerance it holds. */
import * as z from 'zod/mini';
import { duration, fixedDuration, localName, number, percent, text } from './scalars.ts';

export const metricQuery = z.strictObject({
  namespace: text,
  metric: text,
  dimensions: z.optional(z.record(z.string(), text)),
  stat: text.check(
    z.regex(/^(?:Average|Sum|Minimum|Maximum|SampleCount|p\d{1,2}(?:\.\d+)?)$/, {
      error: 'Average, Sum, Minimum, Maximum, SampleCount or a percentile such as p99',
    }),
  ),
  period: fixedDuration,
  /** Where it is published, when that is not the platform's own account. */
  account: z.optional(text),
  /** Where it is published, when that is not the platform's own Region. */
  region: z.optional(text),
});

const metricMath = z.strictObject({
  expression: text,
  metrics: z.record(localName, metricQuery),
});

const httpRequest = z.strictObject({
  url: text.check(z.regex(/^https?:\/\/|^\$\{/, { error: 'a URL beginning with http:// or https://' })),
  timeout: z.optional(duration),
  method: z.optional(z.enum(['GET', 'HEAD'])),
});

/** Other probes of the hypothesis, which are judged through it. `period`: where one of them has one, a multiple of each. */
const compositeOf = z.strictObject({
  all: z.optional(z.array(localName)),
  any: z.optional(z.array(localName)),
  none: z.optional(z.array(localName)),
  period: z.optional(fixedDuration),
});

/** One item of the run's own in a global table of DynamoDB, written in one Region and looked for in another. */
const heartbeat = z.strictObject({
  /** Its name, the same in both. */
  table: text,
  /** Names of its partition key, which is text, and of its sort key where it has one. */
  key: text,
  sort: z.optional(text),
  /** Attribute by which the table lets items expire, where it has one: what a late write may leave is taken away by it. */
  ttlAttribute: z.optional(text),
  /** Region that is written in, and the one that it is looked for in. */
  home: text,
  away: text,
  account: z.optional(text),
});

const twoNumbers = z.tuple([number, number]);

/** One tolerance a probe. `changeAtMost` is a percentage of the baseline. */
export const tolerance = z.union([
  z.strictObject({ equals: z.union([z.number(), z.string(), z.boolean()]) }),
  z.strictObject({ atLeast: number }),
  z.strictObject({ atMost: number }),
  z.strictObject({ between: twoNumbers }),
  z.strictObject({ oneOf: z.array(z.union([z.number(), z.string()])).check(z.minLength(1)) }),
  z.strictObject({ matches: text }),
  z.strictObject({ status: z.int().check(z.gte(100), z.lte(599)) }),
  z.strictObject({ changeAtMost: percent, baseline: z.optional(fixedDuration) }),
]);

export const probePhase = z.enum(['before', 'during', 'after']);

export const probe = z
  .strictObject({
    id: localName,
    cloudwatch: z.optional(metricQuery),
    math: z.optional(metricMath),
    alarm: z.optional(z.strictObject({ name: text })),
    http: z.optional(httpRequest),
    lambda: z.optional(
      z.strictObject({ function: text, payload: z.optional(z.unknown()), timeout: z.optional(duration) }),
    ),
    logs: z.optional(z.strictObject({ groups: z.array(text), query: text, period: fixedDuration })),
    composite: z.optional(compositeOf),
    heartbeat: z.optional(heartbeat),
    /** A breach shorter than this is noise, not a deviation. Default: none, one bad sample deviates. */
    for: z.optional(duration),
    expect: z.optional(tolerance),
    when: z.array(probePhase).check(z.minLength(1)),
    minSamples: z.optional(z.int().check(z.gte(1), z.lte(1000))),
    onNoData: z.optional(z.enum(['inconclusive', 'fail'])),
  })
  .check(
    z.refine((p) => probeKinds.filter((kind) => p[kind] !== undefined).length === 1, {
      error: 'exactly one of cloudwatch, math, alarm, http, lambda, logs, composite, heartbeat',
    }),
  );

export const probeKinds = ['cloudwatch', 'math', 'alarm', 'http', 'lambda', 'logs', 'composite', 'heartbeat'] as const;

export const hypothesis = z.strictObject({
  if: text,
  // biome-ignore lint/suspicious/noThenProperty: the field's own word, and a plain object is never awaited
  then: text,
  because: z.optional(text),
  probes: z.array(probe).check(z.minLength(1)),
  recovery: z.strictObject({
    within: duration,
    hold: duration,
    /** Groups that lost a member for good are seen whole again within this. Default: nobody asks how long it takes. */
    groups: z.optional(duration),
  }),
});

export type MetricQuery = z.infer<typeof metricQuery>;
export type Tolerance = z.infer<typeof tolerance>;
export type ProbePhase = z.infer<typeof probePhase>;
export type Probe = z.infer<typeof probe>;
export type Composite = z.infer<typeof compositeOf>;
export type Heartbeat = z.infer<typeof heartbeat>;
export type Hypothesis = z.infer<typeof hypothesis>;
