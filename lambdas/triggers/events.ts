/** The events that wake the platform up, as AWS and people send them. Loose: AWS adds fields. */
import * as z from 'zod/mini';
import { MalformedInput } from '../../core/lifecycle/input.ts';
import type { Scope } from '../../core/ports/switches.ts';

const name = z.string().check(z.minLength(1));
/** Text of the right shape may still be no time: the 30th of February is none. */
const isInstant = z.refine<string>((text) => Number.isFinite(Date.parse(text)), { error: 'an instant' });

/** What our schedules send: EventBridge Scheduler fills in its context attributes. */
export const scheduledStart = z.object({
  schedule: name,
  /** `<aws.scheduler.scheduled-time>`: the same for every attempt, unlike the execution id. */
  scheduledTime: z.string().check(z.regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?Z$/), isInstant),
  /** Of a kill, which has its id from its plan. */
  runId: z.optional(z.string().check(z.regex(/^[a-z][a-z0-9-]{0,75}$/, { error: 'the id of a planned run' }))),
  /** Milliseconds since 1970: a start that comes later starts nothing. */
  notAfter: z.optional(z.int()),
  request: z.object({
    experiment: name,
    parameters: z.optional(z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]))),
    seed: z.optional(z.number()),
    startedBy: z.optional(name),
  }),
});

/** CloudWatch Alarm State Change, by EventBridge. */
export const alarmChange = z.object({
  /** Where the alarm is: other accounts and Regions pass theirs on. Our own when missing. */
  account: z.optional(name),
  region: z.optional(name),
  /** Its ARN. */
  resources: z.optional(z.array(name)),
  detail: z.object({ alarmName: name, state: z.object({ value: name, timestamp: z.string().check(isInstant) }) }),
});

/** As an experiment may name the alarm: by ARN, and by name alone where it is of the platform's own account and Region. */
export const namesOfAlarm = (
  { account, region, resources = [], detail }: z.infer<typeof alarmChange>,
  home: { readonly account: string; readonly region: string },
): readonly string[] => [
  ...((account ?? home.account) === home.account && (region ?? home.region) === home.region ? [detail.alarmName] : []),
  ...resources,
];

/** A person, by the command line or the console. */
export const personStop = z.object({ runId: name, by: name, reason: name });

const runOfAPerson = z.string().check(z.regex(/^[\x21-\x7e]{1,80}$/, { error: 'a run id' }));
const wholeHash = z.string().check(z.regex(/^[0-9a-f]{64}$/, { error: 'the whole hash of the plan: 64 hex digits' }));
const proof = z.strictObject({
  headers: z.record(z.string().check(z.maxLength(64)), z.string().check(z.maxLength(8192))),
  body: z.string().check(z.maxLength(256)),
});

/** Someone who approves a waiting run, by the command line. Strict: what proves an identity has no spare parts. */
export const personApproval = z.strictObject({
  runId: runOfAPerson,
  planHash: wholeHash,
  reason: z.optional(z.string().check(z.minLength(1), z.maxLength(500))),
  proof,
});

const scope = z
  .string()
  .check(z.regex(/^(?:all|(?:owner|service):[^\n]{1,250})$/, { error: 'all, owner:<name> or service:<name>' }));
const reason = z.string().check(z.minLength(1), z.maxLength(500));

/** Someone who stops all of a scope, by the command line or `aws lambda invoke`. Without a proof `by` is a claim, and kept as one. */
export const personScopeStop = z.strictObject({
  scope: scope as z.ZodMiniType<Scope>,
  reason,
  by: z.string().check(z.minLength(1), z.maxLength(2048)),
  proof: z.optional(proof),
});

/** Someone who lets runs of a scope begin again, by the command line. */
export const personResume = z.strictObject({ scope: scope as z.ZodMiniType<Scope>, reason, proof });

/** Someone who takes what a concluded run left as it is, by the command line. */
export const personAcknowledgement = z.strictObject({
  runId: runOfAPerson,
  planHash: wholeHash,
  reason: z.string().check(z.minLength(1), z.maxLength(500)),
  proof,
});

/** Someone who brings the record of a stage from another platform, by the command line. */
export const personPromotion = z.strictObject({
  document: z.string().check(z.minLength(1), z.maxLength(65_536)),
  proof,
});

/** Step Functions Execution Status Change, by EventBridge. */
export const executionChange = z.object({
  detail: z.object({
    stateMachineArn: name,
    name,
    status: z.enum(['RUNNING', 'SUCCEEDED', 'FAILED', 'TIMED_OUT', 'ABORTED', 'PENDING_REDRIVE']),
    error: z.optional(z.nullable(z.string())),
    cause: z.optional(z.nullable(z.string())),
  }),
});

/** The reaper: the run's own one-shot schedule. */
export const deadline = z.object({ runId: name });

/** @throws MalformedInput */
export function parseEvent<T>(schema: z.ZodMiniType<T>, event: unknown, what: string): T {
  const found = schema.safeParse(event);
  if (found.success) return found.data;
  const where = found.error.issues.map(({ path, message }) => `${path.join('.') || 'event'}: ${message}`).join('; ');
  throw new MalformedInput(`not ${what}: ${where}`);
}
