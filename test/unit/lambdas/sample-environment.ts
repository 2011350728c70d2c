import type { Environment } from '../../../lambdas/runtime/environment.ts';

const at = (service: string, rest: string) => `arn:aws:${service}:eu-central-1:111122223333:${rest}`;

export const sampleEnvironment: Environment = {
  stage: 'staging',
  profile: 'run',
  account: '111122223333',
  region: 'eu-central-1',
  functionTimeout: 30_000,
  historyTable: 'squall-staging-history',
  historyRetain: 63_072_000_000,
  experimentMachine: at('states', 'stateMachine:squall-staging-experiment'),
  recoveryMachine: at('states', 'stateMachine:squall-staging-recovery'),
  noticesTopic: at('sns', 'squall-staging-notices'),
  deadlineGroup: 'squall-staging-deadlines',
  deadlineTarget: at('lambda', 'function:squall-staging-recover'),
  deadlineRole: 'arn:aws:iam::111122223333:role/squall-staging-deadline',
  deadlineDeadLetters: at('sqs', 'squall-staging-dead-letters'),
  killSwitches: '/squall/staging/kill-switches',
  faultRole: 'arn:aws:iam::111122223333:role/squall-staging-faults',
  injectRole: 'arn:aws:iam::111122223333:role/squall-staging-inject',
  undoRole: 'arn:aws:iam::111122223333:role/squall-staging-undo',
  targetAccounts: [],
  incidentSource: 'none',
  deploymentSource: 'none',
};
