/** One deployment of the platform: the shape of `squall.config.yaml`. */
import * as z from 'zod/mini';
import { conformity } from '../../core/conformity/settings.ts';
import { doctorMonkey } from '../../core/doctor-monkey/settings.ts';
import { fixedDuration, text } from '../../core/experiment/schema/scalars.ts';
import { faultLogs, grants, heartbeatTables, homes, source } from '../../core/platform/settings.ts';
import { trust } from '../../core/rollout/trust.ts';

const pattern = (regex: RegExp, allowed: string) =>
  z
    .string()
    .check(z.regex(regex, { error: allowed }))
    .register(z.globalRegistry, { description: allowed });

export const accountId = pattern(/^\d{12}$/, 'an account id of 12 digits, in quotes, such as "111122223333"');
export const regionName = pattern(/^[a-z]{2}(?:-[a-z]+)+-\d$/, 'an AWS Region such as eu-central-1');
const topicArn = pattern(/^arn:aws[a-z-]*:sns:[a-z0-9-]+:\d{12}:[\w-]+$/, 'the ARN of an SNS topic');
const faultLocation = pattern(
  /^arn:aws[a-z-]*:s3:::[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]\/(?:[\w.-]+\/)+$/,
  'the ARN of a folder in S3 with a slash at its end, such as arn:aws:s3:::my-bucket/FisConfigs/',
);
/** A function's own loopback is no place for a Toxiproxy: whatever answers there is the function's runtime. */
const toxiproxyEndpoint = pattern(
  /^https?:\/\/(?!localhost\b|127\.|0\.0\.0\.0|\[)[A-Za-z0-9][A-Za-z0-9.-]*(?::\d{1,5})?$/,
  'the address of a Toxiproxy that functions can reach, such as http://toxiproxy.internal:8474',
);
const recoveryEndpoint = pattern(
  /^[a-z]{2}(?:-[a-z]+)+-\d=https:\/\/[A-Za-z0-9][A-Za-z0-9.-]*(?:\/[A-Za-z0-9./_-]*)?$/,
  'a Region and an endpoint of a recovery cluster in it, such as us-east-1=https://host-abcdef.us-east-1.example.com/v1',
);
const externalId = pattern(/^[\w+=,.@:/-]{16,1224}$/, 'an external id of 16 or more letters, digits and +=,.@:/-');
/** Policies name each Region in each ARN, and IAM takes so many characters. */
export const mostRegions = 3;
/** Role and machine names begin with it, and IAM takes 64 characters. */
const stage = pattern(/^[a-z][a-z0-9-]{0,19}$/, 'a stage of at most 20 lower-case letters, digits and hyphens');

export const configuration = z.strictObject({
  apiVersion: z.literal('squall/v1'),
  kind: z.literal('Configuration'),
  /** What an experiment's `environment` must equal. */
  stage,
  account: accountId,
  region: regionName,
  /** Beside its own, those that it may act in, in each of its accounts: roles are made for these and no other. */
  regions: z.array(regionName).check(z.maxLength(mostRegions)),
  /** `observe` plans and audits, and has no role that could inject. */
  profile: z.enum(['observe', 'run']),
  /** Where alarms on the platform itself go, and notices with them: a topic of yours, or `own` for one of ours. */
  alarmTopic: z.union([z.literal('own'), topicArn]),
  incidentSource: source,
  deploymentSource: source,
  /**
   * Platforms that keep the locks and the ledger of services, this one among them: the same list in
   * the configuration of each. Missing: every service is at home here.
   */
  homes: z.optional(homes),
  /** Who may run what. Missing: whoever may start a run may start any. */
  mayRun: z.optional(grants),
  /**
   * Rollouts: whose signed records count, by the environment that they are of, and how long a
   * stage that held lets the next one be run (for good when missing).
   */
  promotions: z.optional(z.strictObject({ trust: trust.check(z.maxLength(10)), validFor: z.optional(fixedDuration) })),
  /** From the folder of this file: every `experiment.yaml` below it is compiled and stored. */
  experiments: text,
  history: z.strictObject({ retain: fixedDuration, logs: fixedDuration }),
  functionTimeout: fixedDuration,
  /**
   * Where FIS leaves word for its Lambda extension: what AWS_FIS_CONFIGURATION_LOCATION of your
   * functions says. Missing: FIS may not break functions.
   */
  lambdaFaults: z.optional(faultLocation),
  /**
   * Toxiproxies that faults may drive: to list one is to opt its proxies in. They have no lock
   * of their own, and have to be reached by the platform's functions. Missing: none.
   */
  toxiproxies: z.optional(z.array(toxiproxyEndpoint).check(z.minLength(1), z.maxLength(10))),
  /**
   * Endpoints of a cluster of Application Recovery Controller, all five: to list them is to opt its
   * routing controls in. The interface that knows them may be down when they are needed. Missing: none.
   */
  recoveryEndpoints: z.optional(z.array(recoveryEndpoint).check(z.minLength(1), z.maxLength(5))),
  /**
   * FIS's own log of its experiments: a log group by its name, which every account that it acts
   * in has (`own` for one of ours), a folder in S3, or both. Missing: none.
   */
  faultLogs: z.optional(faultLogs),
  /**
   * Global tables of DynamoDB in which heartbeats may keep an item of their own while a run lasts: to
   * list one is to grant the platform's functions that item, and nothing else of it. Missing: none.
   */
  heartbeatTables: z.optional(heartbeatTables),
  targetAccounts: z.array(
    z.strictObject({ account: accountId, startExternalId: externalId, stopExternalId: externalId }),
  ),
  /** Scans of what does not conform, for its owners. Missing: there are none. */
  conformity: z.optional(conformity),
  /** Rounds of the doctor, who has ill instances replaced. Missing: there are none. */
  doctorMonkey: z.optional(doctorMonkey),
  /**
   * Monkeys, each a file from the folder of this one. Missing: there are none. Their schedules are
   * deployed disabled. `seed`: what is drawn hangs on it; it follows from stage and name when missing.
   */
  monkeys: z.optional(
    z.array(z.strictObject({ file: text, seed: z.optional(z.int()) })).check(z.minLength(1), z.maxLength(20)),
  ),
  sampleFleet: z.boolean(),
});

/** As it stands in the file. */
export type Configuration = z.infer<typeof configuration>;
