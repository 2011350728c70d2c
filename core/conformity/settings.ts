/** What a deployment says about its scans: the section `conformity` of squall.config.yaml, and what a scan's event holds. */
import * as z from 'zod/mini';
import { millis } from '../experiment/durations.ts';
import { date, fixedDuration, text, timeZone } from '../experiment/schema/scalars.ts';
import type { Millis } from '../ports/clock.ts';
import { ruleNames } from './rule-names.ts';

const ruleName = z.enum(ruleNames);

/** A finding that is known and lived with for now. From the day `until` on it counts again. */
export const suppression = z.strictObject({
  /** A rule, or `*` for all of them. */
  rule: z.union([z.literal('*'), ruleName]),
  /** ARN or name; `*` stands for any letters. */
  resource: text,
  reason: text,
  until: date,
});

export const limits = z.strictObject({
  /** Zones that a group, a database or a cache stands in at least. */
  zones: z.optional(z.int().check(z.gte(1), z.lte(6))),
  /** From the last answer of a target to its being taken out by its health check, at most. */
  detection: z.optional(fixedDuration),
  instanceAge: z.optional(fixedDuration),
  backupRetention: z.optional(fixedDuration),
  /** Tags, any of which names the owner. */
  ownerTags: z.optional(z.array(text).check(z.minLength(1), z.maxLength(10))),
  serviceTags: z.optional(z.array(text).check(z.minLength(1), z.maxLength(10))),
});

export const conformity = z.strictObject({
  /** EventBridge's six fields. Missing: nothing scans by itself, and whoever wants to know calls the function. */
  cron: z.optional(text),
  /** Default UTC. */
  timeZone: z.optional(timeZone),
  /** The schedule is deployed disabled unless this says otherwise. */
  enabled: z.optional(z.boolean()),
  limits: z.optional(limits),
  /** Rules that are not asked at all. */
  without: z.optional(z.array(ruleName)),
  suppressions: z.optional(z.array(suppression).check(z.maxLength(500))),
});

/** What a schedule sends to the function that scans. */
export const scanEvent = z.strictObject({ settings: conformity });

export type Conformity = z.infer<typeof conformity>;
export type Suppression = z.infer<typeof suppression>;

/** Every limit, in milliseconds where it is a time. */
export interface Limits {
  readonly zones: number;
  readonly detection: Millis;
  readonly instanceAge: Millis;
  readonly backupRetention: Millis;
  readonly ownerTags: readonly string[];
  readonly serviceTags: readonly string[];
}

const minute = 60_000;
const day = 86_400_000;

export function limitsOf({ limits: given = {} }: Pick<Conformity, 'limits'>): Limits {
  const time = (iso: string | undefined, otherwise: Millis) => (iso === undefined ? otherwise : millis(iso));
  return {
    zones: given.zones ?? 2,
    detection: time(given.detection, minute),
    instanceAge: time(given.instanceAge, 90 * day),
    backupRetention: time(given.backupRetention, 7 * day),
    ownerTags: given.ownerTags ?? ['resilience:owner', 'Owner', 'owner'],
    serviceTags: given.serviceTags ?? ['resilience:service', 'Service'],
  };
}
