/** Kind `Monkey`: whom to hit, how often, when, and what may not come of it. Each kill is an ordinary run. */
import * as z from 'zod/mini';
import { guardrails as ofExperiments, timeWindow } from '../../experiment/schema/guardrails.ts';
import { probe } from '../../experiment/schema/probes.ts';
import { fixedDuration, id, tags, text } from '../../experiment/schema/scalars.ts';
import { chance } from './chance.ts';
import { grouping, pattern } from './groups.ts';

const { stopAlarms, unsafe, stopWhen, holidays, blackouts } = ofExperiments.shape;

/** What happens to a monkey's day, as trackers are told it. */
export const trackedEvents = ['planned', 'declined', 'started', 'ended'] as const;

export const monkey = z.strictObject({
  apiVersion: z.literal('squall/v1'),
  kind: z.literal('Monkey'),
  metadata: z.strictObject({
    /** Stable id: draws, runs and their history hang on it. */
    name: id,
    title: text,
    /** Of groups without the tag `resilience:owner`. */
    owner: text,
    /** Of groups without the tag `resilience:service`. */
    service: text,
    description: z.optional(text),
    tags: z.optional(tags),
  }),
  /** Must equal the deployed stage, or its runs are refused. */
  environment: id,
  /** The fleet to rehearse on, a path beside this file. AWS runs ignore it. */
  world: z.optional(text),
  groups: z.array(grouping).check(z.minLength(1), z.maxLength(50)),
  /** Groups and members that are never hit. */
  except: z.optional(z.array(pattern)),
  /** When there is one, nothing else is hit. */
  only: z.optional(z.array(pattern).check(z.minLength(1))),
  chance,
  /** Kills are planned and recorded, and none is carried out. */
  leashed: z.optional(z.boolean()),
  maxKillsPerDay: z.optional(z.int().check(z.gte(1), z.lte(100_000))),
  /** `alternate`: of a group's zones, the one that was hit longest ago. Default any. */
  zones: z.optional(z.enum(['any', 'alternate'])),
  /** What must be left of a group that loses a member. Default: one healthy member. */
  capacity: z.optional(
    z.strictObject({
      leastHealthy: z.optional(z.int().check(z.gte(0), z.lte(100_000))),
      /** Of all its members, rounded up. */
      leastHealthyPercent: z.optional(z.number().check(z.gte(0), z.lte(100))),
    }),
  ),
  /** The group is whole again within this, or the hypothesis is refuted. */
  heal: z.strictObject({ within: fixedDuration, hold: z.optional(fixedDuration) }),
  /** Measured before, during and after each kill, beside the alarms that stop it. */
  probes: z.optional(z.array(probe).check(z.minLength(1))),
  guardrails: z.strictObject({
    stopAlarms,
    unsafe,
    stopWhen,
    /** All in one time zone: a workday is a day there on which one of them begins. */
    windows: z.array(timeWindow).check(z.minLength(1)),
    holidays,
    blackouts,
  }),
  /** Alarms that tell of trouble of any kind: no kill while one is not OK, or cannot tell. Beside the platform's own sources. */
  outage: z.optional(z.strictObject({ alarms: z.array(text).check(z.minLength(1), z.maxLength(20)) })),
  /** Owners are told this long before. A kill that is planned later than that is declined. */
  notice: z.optional(z.strictObject({ before: fixedDuration })),
  /** Event buses that are told what happens. */
  trackers: z.optional(
    z.array(
      z.strictObject({
        name: id,
        eventBus: text,
        /** Default: all. */
        events: z.optional(z.array(z.enum(trackedEvents)).check(z.minLength(1))),
      }),
    ),
  ),
  report: z.optional(
    z.strictObject({
      formats: z.array(z.enum(['html', 'json', 'markdown', 'junit'])),
      retain: z.optional(fixedDuration),
    }),
  ),
});

export type MonkeyDefinition = z.infer<typeof monkey>;
export type TrackedEvent = (typeof trackedEvents)[number];
