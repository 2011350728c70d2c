/** What is particular to a drill: a place is evacuated, timed, and taken back. Carried along by the experiment that it becomes. */
import * as z from 'zod/mini';
import { duration, localName, percent, text } from '../../experiment/schema/scalars.ts';
import { preChecks } from './pre-checks.ts';

const alarms = z.array(text).check(z.minLength(1), z.maxLength(5));

/** `traffic`: what serves elsewhere already takes it all. `capacity`: more of it is started there first. `data`: who writes changes too. */
export const rehearsalLevels = ['traffic', 'capacity', 'data'] as const;

export const drillTerms = {
  /** What is taken out of service. */
  evacuate: z.union([z.strictObject({ zone: text }), z.strictObject({ region: text })]),
  /** Regions that take over. Of a zone: missing, since the others of its Region do. */
  into: z.optional(z.array(text).check(z.minLength(1), z.maxLength(10))),
  /** How much of a real loss is rehearsed; movers that go further are refused. */
  level: z.enum(rehearsalLevels),
  /** Movers wait until one of these is in ALARM. Default: they begin with the loss. */
  detect: z.optional(z.strictObject({ alarms, within: duration })),
  /** Movers wait for people, who say `squall approve RUN`. Default: nobody is asked. */
  decide: z.optional(z.strictObject({ approvals: z.int().check(z.gte(1), z.lte(10)), within: duration })),
  /** How long the other place carries it all, once traffic has moved. */
  hold: duration,
  /** Traffic goes home once nothing of the loss is left and, where they are named, these alarms are OK. */
  failback: z.strictObject({ ready: z.optional(z.strictObject({ alarms })), within: duration }),
  /** What the drill is held against. One that is missed refutes it. */
  objectives: z.strictObject({
    /** From the loss to the first alarm. */
    detect: z.optional(duration),
    /** From the first alarm to the first mover. */
    decide: z.optional(duration),
    /** From the loss until steady state is back, and held. */
    recover: duration,
    /** Of what was written before the loss: how much of the newest may be missing. */
    recoveryPoint: z.optional(duration),
    /** Least percentage of users' requests that succeed, from the loss to the end of the failback. */
    successRate: z.optional(percent),
    /** From the first thing undone until traffic is home and steady state held. */
    failback: z.optional(duration),
  }),
  /** Which probes say what users saw. Default of `success`: all that are looked at during. */
  users: z.optional(
    z.strictObject({
      /** Back in tolerance means recovered. */
      success: z.optional(z.array(localName).check(z.minLength(1))),
      /** Counts of requests and of those that failed, by Sum. */
      requests: z.optional(localName),
      failures: z.optional(localName),
      /** What the application itself publishes of how much is missing elsewhere. */
      recoveryPoint: z.optional(z.strictObject({ probe: localName, unit: z.enum(['seconds', 'milliseconds']) })),
    }),
  ),
  /** What is looked at before users are sent elsewhere. */
  preChecks: z.optional(preChecks),
};

/** As an experiment carries them. */
export const drillOf = z.strictObject(drillTerms);

export type DrillTerms = z.infer<typeof drillOf>;
export type RehearsalLevel = (typeof rehearsalLevels)[number];
