/** What must be true for a run to begin and to go on, and how far it may reach. */
import * as z from 'zod/mini';
import { date, duration, id, localName, number, percent, text, timeOfDay, timeZone, wholeNumber } from './scalars.ts';

/** A weekly window. `from` after `to` crosses midnight. */
export const timeWindow = z.strictObject({
  days: text.check(
    z.regex(
      /^(?:(?:MON|TUE|WED|THU|FRI|SAT|SUN)(?:-(?:MON|TUE|WED|THU|FRI|SAT|SUN))?)(?:,(?:MON|TUE|WED|THU|FRI|SAT|SUN)(?:-(?:MON|TUE|WED|THU|FRI|SAT|SUN))?)*$/,
      {
        error: 'days such as MON-FRI or MON,WED,FRI',
      },
    ),
  ),
  from: timeOfDay,
  to: timeOfDay,
  timeZone,
});

export const guardrails = z.strictObject({
  stopAlarms: z.optional(z.array(text).check(z.minLength(1), z.maxLength(5))),
  /** What is done without, each with its reason: every plan prints it in red. */
  unsafe: z.optional(
    z
      .strictObject({
        noStopCondition: z.optional(text),
        /** The platform itself stands in the Region that is lost. */
        ownRegion: z.optional(text),
      })
      .check(z.refine((reasons) => Object.keys(reasons).length > 0, { error: 'noStopCondition, ownRegion, or both' })),
  ),
  stopWhen: z.optional(
    z.array(z.strictObject({ probe: localName, above: z.optional(number), below: z.optional(number), for: duration })),
  ),
  windows: z.optional(z.array(timeWindow)),
  holidays: z.optional(z.strictObject({ country: text, subdivision: z.optional(text) })),
  blackouts: z.optional(z.array(z.strictObject({ name: text, from: date, to: date }))),
  minimumGap: z.optional(duration),
  approval: z.optional(z.strictObject({ count: z.int().check(z.gte(1), z.lte(10)), in: z.array(id) })),
});

/** Presets are defaults that explicit caps replace: rule 8 of the format. */
export const blastRadiusPreset = z.enum(['single', 'canary', 'few', 'partial', 'half', 'full']);
export const blastRadiusScope = z.enum(['targets', 'zone', 'region', 'service']);

export const blastRadius = z.strictObject({
  preset: z.optional(blastRadiusPreset),
  scope: z.optional(blastRadiusScope),
  maxTargets: z.optional(wholeNumber),
  /** Percent of the service's healthy fleet (of its requests, for request-level faults). */
  maxPercent: z.optional(percent),
  /** In the zones that are not the one declared lost. */
  minHealthyPerZone: z.optional(wholeNumber),
  /** Members of one Auto Scaling group or cluster that may be hit over the whole run. */
  maxPerGroup: z.optional(wholeNumber),
  /** Healthy members that must be left of each of these: a run that would leave fewer is refused. */
  minHealthyPerGroup: z.optional(wholeNumber),
});

export type TimeWindow = z.infer<typeof timeWindow>;
export type BlastRadius = z.infer<typeof blastRadius>;
export type BlastRadiusPreset = z.infer<typeof blastRadiusPreset>;
export type BlastRadiusScope = z.infer<typeof blastRadiusScope>;
