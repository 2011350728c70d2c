/** What a deployment says about its doctor: the section `doctorMonkey` of squall.config.yaml, and what its event holds. */
import * as z from 'zod/mini';
import { millis } from '../experiment/durations.ts';
import { fixedDuration, text } from '../experiment/schema/scalars.ts';
import type { Millis } from '../ports/clock.ts';

const count = z.int().check(z.gte(0), z.lte(1000));

export const practice = z.strictObject({
  /** Which groups: all of the tags, and the opt-in tag besides. */
  tags: z
    .record(z.string(), z.string())
    .check(z.refine((given) => Object.keys(given).length > 0, { error: 'at least one tag' })),
  /** OK while all is well. While one of them is not, nothing is replaced: it is a matter for people. */
  alarms: z.array(text).check(z.minLength(1), z.maxLength(5)),
});

export const doctorMonkey = z.strictObject({
  /** How often it looks. Default PT1M. */
  every: z.optional(fixedDuration),
  /** The schedule is deployed disabled unless this says otherwise. */
  enabled: z.optional(z.boolean()),
  practices: z.array(practice).check(z.minLength(1), z.maxLength(50)),
  /** How long an instance is seen ill without a gap before anything is done. Default PT10M. */
  patience: z.optional(fixedDuration),
  /** The least of both is allowed, of one group at once. Default 1, and 50 percent. */
  atOnce: z.optional(
    z.strictObject({ count: z.optional(count), percent: z.optional(z.number().check(z.gt(0), z.lte(100))) }),
  ),
  /** Sound members that have to be there, or nothing is done. Default 1 in the group, none in the zone. */
  leastHealthy: z.optional(z.strictObject({ group: z.optional(count), zone: z.optional(count) })),
  /** From the replacement to a group that is whole again. Default PT15M. */
  healsWithin: z.optional(fixedDuration),
});

/** What its schedule sends, and a person who only wants to know. */
export const treatEvent = z.strictObject({ settings: doctorMonkey, only: z.optional(z.literal('look')) });

export type DoctorMonkey = z.infer<typeof doctorMonkey>;
export type Practice = z.infer<typeof practice>;

/** Every limit, with its default; times in milliseconds. */
export interface Prudence {
  readonly every: Millis;
  readonly patience: Millis;
  readonly count: number;
  readonly percent: number;
  readonly healthyOfGroup: number;
  readonly healthyOfZone: number;
  readonly healsWithin: string;
}

export const prudenceOf = ({ every, patience, atOnce, leastHealthy, healsWithin }: DoctorMonkey): Prudence => ({
  every: millis(every ?? 'PT1M'),
  patience: millis(patience ?? 'PT10M'),
  count: atOnce?.count ?? 1,
  percent: atOnce?.percent ?? 50,
  healthyOfGroup: leastHealthy?.group ?? 1,
  healthyOfZone: leastHealthy?.zone ?? 0,
  healsWithin: healsWithin ?? 'PT15M',
});

/** The first whose tags the group carries, all of them. */
export const practiceOf = (
  carried: Readonly<Record<string, string>>,
  { practices }: Pick<DoctorMonkey, 'practices'>,
): Practice | undefined => practices.find((each) => belongs(carried, each));

export const belongs = (carried: Readonly<Record<string, string>>, { tags: wanted }: Pick<Practice, 'tags'>): boolean =>
  Object.entries(wanted).every(([key, value]) => carried[key] === value);
