/** Which function may do what: read it top to bottom before you widen anything. */
import { Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import type { HeartbeatTable } from '../../../core/platform/settings.ts';
import { arns } from '../arns.ts';
import { beatStatements, endBeatStatements } from './heartbeats.ts';
import {
  countStatements,
  faultWatchStatements,
  startStatements,
  stopStatements,
  templateStatements,
} from './injection.ts';
import {
  leverStatements,
  metricStatements,
  quotaStatements,
  resourceStatements,
  simulationStatements,
  standbyStatements,
} from './looking.ts';
import { clearStatements, markStatements } from './marks.ts';
import { leftStatements, ownStatements } from './own.ts';
import {
  armStatements,
  disarmStatements,
  executionStopStatements,
  experimentStartStatements,
  historyStatements,
  noticeStatements,
  recoveryStatements,
  switchLoweringStatements,
  switchRaisingStatements,
  switchStatements,
} from './platform.ts';

export type Need =
  | 'history'
  | 'resources'
  | 'metrics'
  | 'beat'
  | 'end-beat'
  | 'switches'
  | 'lever'
  | 'standby'
  | 'raise-switches'
  | 'lower-switches'
  | 'notices'
  | 'arm'
  | 'disarm'
  | 'start-runs'
  | 'stop-runs'
  | 'recover'
  | 'templates'
  | 'count-faults'
  | 'quotas'
  | 'ask-permissions'
  | 'watch-faults'
  | 'start-faults'
  | 'stop-faults'
  | 'mark'
  | 'clear'
  | 'undo'
  | 'put-back';

export const needs = {
  Admit: [
    'history',
    'resources',
    'metrics',
    'switches',
    'lever',
    'standby',
    'notices',
    'templates',
    'count-faults',
    'quotas',
    'ask-permissions',
  ],
  Arm: ['history', 'switches', 'arm', 'disarm', 'notices'],
  VerifyBefore: ['history', 'metrics', 'beat'],
  Inject: ['history', 'resources', 'watch-faults', 'start-faults', 'mark', 'clear'],
  Observe: ['history', 'metrics', 'beat', 'resources', 'watch-faults', 'clear', 'notices'],
  HandOver: ['history', 'recover'],
  Undo: ['history', 'resources', 'metrics', 'watch-faults', 'stop-faults', 'undo', 'put-back', 'clear'],
  VerifyAfter: ['history', 'resources', 'metrics', 'beat', 'end-beat'],
  Conclude: ['history', 'disarm', 'notices'],
  Start: ['start-runs'],
  Stop: ['history', 'watch-faults', 'stop-faults', 'put-back', 'recover', 'stop-runs'],
  StopScope: ['history', 'raise-switches', 'watch-faults', 'stop-faults', 'put-back', 'recover', 'stop-runs'],
  Resume: ['history', 'switches', 'lower-switches'],
  Recover: ['history', 'recover'],
  Sweep: [
    'history',
    'switches',
    'recover',
    'notices',
    'resources',
    'metrics',
    'watch-faults',
    'stop-faults',
    'undo',
    'put-back',
    'clear',
  ],
  Approve: ['history'],
  Acknowledge: ['history', 'notices'],
  Promote: ['history'],
  Define: ['history'],
} as const satisfies Record<string, readonly Need[]>;

export type FunctionName = keyof typeof needs;
export const functionNames = Object.keys(needs) as FunctionName[];

/** Never granted where the profile is `observe`: what injects, what changes resources of others, what is asked of roles that are not there. */
const injecting: readonly Need[] = [
  'start-faults',
  'undo',
  'put-back',
  'mark',
  'clear',
  'ask-permissions',
  'beat',
  'end-beat',
];

/** Their functions have a boundary of their own, within what IAM takes, and the others can never do what they do. */
const touching: readonly Need[] = ['start-faults', 'stop-faults', 'undo', 'put-back', 'mark', 'clear'];

export const touchesFaults = (name: FunctionName): boolean =>
  touching.some((need) => (needs[name] as readonly Need[]).includes(need));

export interface Granting {
  readonly stage: string;
  readonly profile: 'observe' | 'run';
  readonly topic: ITopic;
  /** ARNs of the roles that FIS acts as, one for each experiment of the platform's own account. */
  readonly faultRoles: readonly string[];
  /** Beside the platform's own: faults may be in them too. */
  readonly regions: readonly string[];
  /** ARNs of the secrets that drills look for in the platform's own account. */
  readonly secrets: readonly string[];
  /** That heartbeats may be kept in, of whichever account. */
  readonly heartbeatTables: readonly HeartbeatTable[];
}

export function statementsFor(scope: Construct, name: FunctionName, granting: Granting): readonly PolicyStatement[] {
  const { stage, profile, topic, faultRoles, regions, secrets, heartbeatTables } = granting;
  const { functionRole } = arns(scope, stage);
  const granted: Readonly<Record<Need, () => readonly PolicyStatement[]>> = {
    history: () => historyStatements(scope, stage),
    resources: () => resourceStatements(),
    metrics: () => metricStatements(),
    beat: () => beatStatements(scope, heartbeatTables, Stack.of(scope).account),
    'end-beat': () => endBeatStatements(scope, heartbeatTables, Stack.of(scope).account),
    switches: () => switchStatements(scope, stage),
    lever: () => leverStatements(scope, stage, regions),
    standby: () => standbyStatements(secrets),
    'raise-switches': () => switchRaisingStatements(scope, stage),
    'lower-switches': () => switchLoweringStatements(scope, stage),
    notices: () => noticeStatements(topic),
    arm: () => armStatements(scope, stage),
    disarm: () => disarmStatements(scope, stage),
    'start-runs': () => experimentStartStatements(scope, stage),
    'stop-runs': () => executionStopStatements(scope, stage),
    recover: () => recoveryStatements(scope, stage),
    templates: () => templateStatements(scope, stage),
    'count-faults': () => countStatements(),
    quotas: () => quotaStatements(),
    'ask-permissions': () => simulationStatements(...faultRoles, functionRole('Inject'), functionRole('Undo')),
    'watch-faults': () => [
      ...faultWatchStatements(scope),
      // Where nothing injects, none of our own is there to be looked at.
      ...(profile === 'run' ? ownStatements(scope, stage, 'observe', regions) : []),
    ],
    'start-faults': () => [
      ...startStatements(scope, stage, faultRoles, regions),
      ...ownStatements(scope, stage, 'inject', regions),
    ],
    'stop-faults': () => stopStatements(scope, stage, regions),
    undo: () => leftStatements(scope, stage, regions),
    'put-back': () => ownStatements(scope, stage, 'undo', regions),
    mark: () => markStatements(scope, regions),
    clear: () => clearStatements(scope, stage, regions),
  };
  return needs[name]
    .filter((need) => profile === 'run' || !injecting.includes(need))
    .flatMap((need) => granted[need]());
}

/** Inject assumes the role that starts, for its looking too; whoever else looks or stops, the role that stops. */
export function remoteNeed(name: FunctionName): { readonly start: boolean; readonly stop: boolean } {
  const wanted: readonly Need[] = needs[name];
  const looking: readonly Need[] = ['resources', 'metrics', 'watch-faults', 'stop-faults'];
  const start = wanted.includes('start-faults');
  return { start, stop: !start && looking.some((need) => wanted.includes(need)) };
}

/** For the roles in other accounts, by exact ARN. */
export function remoteStatements(
  name: FunctionName,
  profile: Granting['profile'],
  roles: { readonly start: string[]; readonly stop: string[] },
): readonly PolicyStatement[] {
  const need = remoteNeed(name);
  const resources = [...(need.start && profile === 'run' ? roles.start : []), ...(need.stop ? roles.stop : [])];
  if (resources.length === 0) return [];
  return [new PolicyStatement({ sid: 'ActInOtherAccounts', actions: ['sts:AssumeRole'], resources })];
}
