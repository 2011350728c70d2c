/**
 * What whoever deploys the platform tells it about itself. One shape for the configuration
 * file, for the functions, and for the world of a rehearsal.
 */
import * as z from 'zod/mini';
import { text } from '../experiment/schema/scalars.ts';
import type { Millis } from '../ports/clock.ts';

/** Named, `none` included: what is not watched is said, never assumed. Alarms are OK while there is no trouble. */
export const source = z.union([z.literal('none'), z.strictObject({ alarms: z.array(text).check(z.minLength(1)) })]);

const patterns = z.array(text).check(z.minLength(1));

/** People, and whose experiments they may start. A list that is left out is every one. `*` stands for any letters. */
export const grant = z.strictObject({
  people: patterns,
  owners: z.optional(patterns),
  services: z.optional(patterns),
});

export const grants = z.array(grant).check(z.minLength(1));

/** FIS's own log of each experiment: a log group of each account that it acts in, a folder in S3, or both. */
export const faultLogs = z
  .strictObject({
    /** Its name. */
    logGroup: z.optional(
      z.string().check(
        z.regex(/^[\w./#-]{1,512}$/, {
          error: 'the name of a log group, of letters, digits and _ . / # -',
        }),
      ),
    ),
    /** Its ARN, with a slash at its end. */
    folder: z.optional(
      z.string().check(
        z.regex(/^arn:aws[a-z-]*:s3:::[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]\/(?:[\w.-]+\/)*$/, {
          error: 'the ARN of a folder in S3 with a slash at its end, such as arn:aws:s3:::my-bucket/fis/',
        }),
      ),
    ),
  })
  .check(
    z.refine(({ logGroup, folder }) => logGroup !== undefined || folder !== undefined, {
      error: 'logGroup, folder, or both: leave faultLogs out for no log',
    }),
  );

/** Which platform keeps a service's locks and ledger, whatever Regions it is broken in. */
export const home = z.strictObject({
  /** `*` stands for any letters. */
  services: patterns,
  /** Of the platform. */
  stage: text,
  /** Where it stands. Missing: wherever that stage is. */
  region: z.optional(text),
});

/** The same list on each platform: the first that names a service decides, and what none names is at home on each. */
export const homes = z.array(home).check(z.minLength(1), z.maxLength(50));

/** A table of yours with a replica in each of several Regions, in which heartbeats may keep an item of the run's own. */
export const heartbeatTable = z.strictObject({
  /** Its name, the same in each. */
  table: z
    .string()
    .check(
      z.regex(/^[\w.-]{3,255}$/, { error: 'the name of a DynamoDB table, of 3 to 255 letters, digits and _ . -' }),
    ),
  /** Those that a heartbeat may be written or looked for in. */
  regions: z.array(text).check(z.minLength(2)),
  /** Missing: the platform's own. */
  account: z.optional(text),
});

/** Each is granted by its name in policies, and told to each function, which both take so many characters. */
export const mostHeartbeatTables = 10;
export const heartbeatTables = z.array(heartbeatTable).check(z.minLength(1), z.maxLength(mostHeartbeatTables));

export type HeartbeatTable = z.infer<typeof heartbeatTable>;
export type Home = z.infer<typeof home>;
export type FaultLogs = z.infer<typeof faultLogs>;
export type Source = z.infer<typeof source>;
export type Grant = z.infer<typeof grant>;

export interface Settings {
  /** `observe` plans and audits, and has nothing that could inject. */
  readonly profile: 'observe' | 'run';
  readonly incidentSource: Source;
  readonly deploymentSource: Source;
  /** Missing: whoever may start a run may start any. */
  readonly mayRun?: readonly Grant[] | undefined;
  /** Missing: it is the home of every service. */
  readonly homes?: readonly Home[] | undefined;
  /** Tables that heartbeats may be kept in. Missing: none. */
  readonly heartbeatTables?: readonly HeartbeatTable[] | undefined;
  /** Missing: FIS keeps no log of its own. */
  readonly faultLogs?: FaultLogs | undefined;
  /** How long a stage of a rollout that held lets the next one be run. For good when missing. */
  readonly promotionsValidFor?: Millis | undefined;
}

/** Of one that was told nothing: a rehearsal's, unless its world says otherwise. */
export const toldNothing: Settings = { profile: 'run', incidentSource: 'none', deploymentSource: 'none' };
