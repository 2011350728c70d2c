/**
 * Physical names, all from the stage. Fixed, so that a machine and the functions that start
 * it can know each other, and so that policies can name exact ARNs.
 */
import { ArnFormat, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';

const prefix = (stage: string): string => `squall-${stage}`;

export const names = {
  prefix,
  boundary: (stage: string) => `${prefix(stage)}-boundary`,
  deadLetters: (stage: string) => `${prefix(stage)}-dead-letters`,
  notices: (stage: string) => `${prefix(stage)}-notices`,
  table: (stage: string) => `${prefix(stage)}-history`,
  machine: (stage: string, machine: 'experiment' | 'recovery') => `${prefix(stage)}-${machine}`,
  /** Of a function and of its role. `VerifyBefore` → `squall-staging-verify-before` */
  function: (stage: string, name: string) =>
    `${prefix(stage)}-${name.replace(/(?<=.)[A-Z]/g, (letter) => `-${letter}`).toLowerCase()}`,
  faultRole: (stage: string) => `${prefix(stage)}-faults`,
  startRole: (stage: string) => `${prefix(stage)}-remote-start`,
  stopRole: (stage: string) => `${prefix(stage)}-remote-stop`,
  deadlines: (stage: string) => `${prefix(stage)}-deadlines`,
  schedules: (stage: string) => `${prefix(stage)}-schedules`,
  dashboard: (stage: string) => prefix(stage),
  killSwitches: (stage: string) => `/squall/${stage}/kill-switches`,
  stack: (stage: string, subject: string) => `${prefix(stage)}-${subject}`,
} as const;

/** ARNs in the stack's own account and Region. */
export function arns(scope: Construct, stage: string) {
  const stack = Stack.of(scope);
  const iamRole = (resourceName: string) =>
    stack.formatArn({ service: 'iam', region: '', resource: 'role', resourceName });
  return {
    machine: (machine: 'experiment' | 'recovery') =>
      stack.formatArn({
        service: 'states',
        resource: 'stateMachine',
        resourceName: names.machine(stage, machine),
        arnFormat: ArnFormat.COLON_RESOURCE_NAME,
      }),
    executions: (machine: 'experiment' | 'recovery') =>
      stack.formatArn({
        service: 'states',
        resource: 'execution',
        resourceName: `${names.machine(stage, machine)}:*`,
        arnFormat: ArnFormat.COLON_RESOURCE_NAME,
      }),
    function: (name: string) =>
      stack.formatArn({
        service: 'lambda',
        resource: 'function',
        resourceName: names.function(stage, name),
        arnFormat: ArnFormat.COLON_RESOURCE_NAME,
      }),
    table: () => stack.formatArn({ service: 'dynamodb', resource: 'table', resourceName: names.table(stage) }),
    faultRole: () => iamRole(names.faultRole(stage)),
    deadlineRole: () => iamRole(names.deadlines(stage)),
    fis: (resource: string) => stack.formatArn({ service: 'fis', resource, resourceName: '*' }),
    deadlines: () =>
      stack.formatArn({ service: 'scheduler', resource: 'schedule', resourceName: `${names.deadlines(stage)}/*` }),
    killSwitches: () =>
      stack.formatArn({ service: 'ssm', resource: 'parameter', resourceName: names.killSwitches(stage).slice(1) }),
  };
}
