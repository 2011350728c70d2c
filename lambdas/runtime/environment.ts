/**
 * What a function of ours is told when it is deployed. One schema types what CDK sets and
 * parses what the function finds; `process.env` is read nowhere else.
 */
import * as z from 'zod/mini';
import { faultLogs, grants, heartbeatTables, homes, source } from '../../core/platform/settings.ts';
import { trust } from '../../core/rollout/trust.ts';

const arn = z.string().check(z.regex(/^arn:[^:]+:/, { error: 'an ARN' }));
const name = z.string().check(z.minLength(1));

/** Roles of ours in another account, one to start and one to stop. */
export const targetAccount = z.strictObject({
  account: z.string().check(z.regex(/^\d{12}$/, { error: 'an account id of 12 digits' })),
  startRole: arn,
  stopRole: arn,
  startExternalId: name,
  stopExternalId: name,
  /** What FIS acts as there. Missing in the profile `observe`. */
  faultRole: z.optional(arn),
});

export const environment = z.strictObject({
  /** Deployed stage: what an experiment's `environment` must equal. */
  stage: name,
  profile: z.enum(['observe', 'run']),
  /** Account and Region of the platform itself. */
  account: name,
  region: name,
  /** Milliseconds. */
  functionTimeout: z.int().check(z.gte(1)),
  historyTable: name,
  /** Milliseconds that a run is kept after its end, unless its experiment says. */
  historyRetain: z.int().check(z.gte(1)),
  experimentMachine: arn,
  recoveryMachine: arn,
  /** SNS topic for notices. */
  noticesTopic: arn,
  /** EventBridge Scheduler group of the reapers, the function that they call, the role that may call it, where a call that failed for good goes. */
  deadlineGroup: name,
  deadlineTarget: arn,
  deadlineRole: arn,
  deadlineDeadLetters: arn,
  /** SSM path: a parameter below it is a raised switch. */
  killSwitches: z.string().check(z.regex(/^\/.+[^/]$/, { error: 'an SSM path such as /squall/staging/kill-switches' })),
  /** What FIS acts as in the home account. Missing in the profile `observe`. */
  faultRole: z.optional(arn),
  /** Where FIS writes its own log. Missing: it keeps none. */
  faultLogs: z.optional(faultLogs),
  /** Role of the function Inject, as which faults of our own are started in the home account. Missing in the profile `observe`. */
  injectRole: z.optional(arn),
  /** Role of the function Undo, as which faults are stopped and undone in the home account. Missing in the profile `observe`. */
  undoRole: z.optional(arn),
  /** Folder that the FIS extension for Lambda reads. Missing where functions are not broken. */
  lambdaFaults: z.optional(arn),
  /** Endpoints of Toxiproxy that faults may drive. None when missing. */
  toxiproxies: z.optional(z.array(name)),
  /** Endpoints of a recovery cluster, as `us-east-1=https://…`. None when missing. */
  recoveryEndpoints: z.optional(z.array(name)),
  /** Regions beside the platform's own that it may act in. None when missing. */
  regions: z.optional(z.array(name)),
  targetAccounts: z.array(targetAccount),
  incidentSource: source,
  deploymentSource: source,
  mayRun: z.optional(grants),
  homes: z.optional(homes),
  /** Tables that heartbeats may be kept in. None when missing. */
  heartbeatTables: z.optional(heartbeatTables),
  /** Whose records of stages elsewhere count. */
  promotionTrust: z.optional(trust),
  /** Milliseconds that a stage which held lets the next one be run. */
  promotionsValidFor: z.optional(z.int().check(z.gte(1))),
});

export type Environment = z.infer<typeof environment>;
export type TargetAccountRoles = z.infer<typeof targetAccount>;

/** The function was deployed with something missing or wrong. Trying again does not help. */
export class InvalidEnvironment extends Error {
  override readonly name = 'InvalidEnvironment';
}

/** `historyTable` → `SQUALL_HISTORY_TABLE` */
const variableOf = (key: string): string => `SQUALL_${key.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`;

/** Text is kept as it is, everything else becomes JSON. */
const textual = new Set(Object.keys(environment.shape).filter((key) => !isStructured(key)));

function isStructured(key: string): boolean {
  return [
    'functionTimeout',
    'historyRetain',
    'targetAccounts',
    'faultLogs',
    'toxiproxies',
    'recoveryEndpoints',
    'regions',
    'incidentSource',
    'deploymentSource',
    'mayRun',
    'homes',
    'heartbeatTables',
    'promotionTrust',
    'promotionsValidFor',
  ].includes(key);
}

/** As CDK sets them on a function. */
export const variablesOf = (values: Environment): Record<string, string> =>
  Object.fromEntries(
    Object.entries(values)
      .filter(([, value]) => value !== undefined)
      .map(([key, value]) => [variableOf(key), textual.has(key) ? String(value) : JSON.stringify(value)]),
  );

/** @throws InvalidEnvironment that names every variable at fault, and shows no value. */
export function parseEnvironment(variables: Readonly<Record<string, string | undefined>>): Environment {
  const found = Object.keys(environment.shape).flatMap((key) => {
    const text = variables[variableOf(key)];
    return text === undefined ? [] : [[key, textual.has(key) ? text : fromJson(text)] as const];
  });
  const parsed = environment.safeParse(Object.fromEntries(found));
  if (parsed.success) return parsed.data;
  const wrong = parsed.error.issues.map(
    ({ path, message }) =>
      `${variableOf(String(path[0]))}${path.length > 1 ? `.${path.slice(1).join('.')}` : ''}: ${message}`,
  );
  throw new InvalidEnvironment(`deployed wrongly: ${wrong.join('; ')}`);
}

/** What is no JSON stays text, and the schema says what is wrong with it. */
function fromJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

let deployed: Environment | undefined;

/** Parsed once for each process. @throws InvalidEnvironment */
export function deployedEnvironment(): Environment {
  deployed ??= parseEnvironment(process.env);
  return deployed;
}
