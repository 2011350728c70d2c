/** Kind `Experiment`: what we believe, what we break, how far we go, how it is undone. */
import * as z from 'zod/mini';
import { drillOf } from '../../drill/schema/terms.ts';
import { blastRadius, guardrails } from './guardrails.ts';
import { hypothesis } from './probes.ts';
import { duration, fixedDuration, id, localName, tags, text, timeZone } from './scalars.ts';
import { control, escalation, parameters, step, target } from './steps.ts';

export const experiment = z.strictObject({
  apiVersion: z.literal('squall/v1'),
  kind: z.literal('Experiment'),
  metadata: z.strictObject({
    /** Stable id: history, schedules and rollout hang on it. */
    name: id,
    title: text,
    owner: text,
    service: text,
    description: z.optional(text),
    tags: z.optional(tags),
  }),
  parameters: z.optional(parameters),
  /** Must equal the deployed stage, or the run is refused. */
  environment: id,
  /** The fleet to rehearse on, a path beside this file. AWS runs ignore it. */
  world: z.optional(text),
  hypothesis,
  guardrails,
  blastRadius,
  targets: z.record(localName, target),
  steps: z.array(step).check(z.minLength(1), z.maxLength(100)),
  escalation: z.optional(escalation),
  /** What a drill says of itself (kind `Drill` writes it). */
  drill: z.optional(drillOf),
  control: z.optional(control),
  rollout: z.optional(z.array(z.strictObject({ environment: id, blastRadius: z.optional(blastRadius) }))),
  schedule: z.optional(
    z.strictObject({
      cron: z.optional(text),
      rate: z.optional(text),
      timeZone: z.optional(timeZone),
      flexibleWindow: z.optional(fixedDuration),
    }),
  ),
  maxDuration: duration,
  report: z.optional(
    z.strictObject({
      formats: z.array(z.enum(['html', 'json', 'markdown', 'junit'])),
      retain: z.optional(fixedDuration),
    }),
  ),
});

/** As written: strings may still be references. After `resolveParameters` none is left. */
export type Experiment = z.infer<typeof experiment>;
