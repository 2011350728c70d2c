import { expect, test } from 'vitest';
import { millis } from '../../core/experiment/durations.ts';
import { validateExperiment } from '../../core/experiment/validate.ts';
import { historyTable } from '../../core/history/table.ts';
import { definitionHash } from '../../core/plan/definition-hash.ts';
import { parseEnvironment } from '../../lambdas/runtime/environment.ts';
import { functionNames } from '../../lib/constructs/permissions/needs.ts';
import { flat } from './flat.ts';
import { everything, resourcesOf, synthesized } from './synthesized.ts';

const schedule = { cron: '0 10 ? * TUE *', timeZone: 'Europe/Berlin', flexibleWindow: 'PT30M' };
const retained = 'P400D';
const history = { retain: retained, logs: 'P90D' };
const mayRun = [{ people: ['schedule *'], owners: ['checkout-sre'] }];
const promotions = { trust: [{ environment: 'dev', key: `SHA256:${'a'.repeat(64)}` }], validFor: 'P90D' };
const templates = synthesized(
  { ...everything, history, incidentSource: { alarms: ['sev1'] }, mayRun, promotions },
  schedule,
);
const only = (subject: string, type: string) => {
  const found = resourcesOf(templates[subject]!, type);
  expect(found).toHaveLength(1);
  return found[0]!;
};

test('the history outlives its stack, and can be put back to any second of the last 35 days', () => {
  const table = only('history', 'AWS::DynamoDB::Table');
  expect(table).toMatchObject({ DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
  expect(table.Properties).toMatchObject({
    BillingMode: 'PAY_PER_REQUEST',
    DeletionProtectionEnabled: true,
    PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
    TimeToLiveSpecification: { AttributeName: historyTable.timeToLive, Enabled: true },
    KeySchema: [
      { AttributeName: historyTable.partitionKey, KeyType: 'HASH' },
      { AttributeName: historyTable.sortKey, KeyType: 'RANGE' },
    ],
  });
  const indexes = table.Properties.GlobalSecondaryIndexes.map(({ IndexName }: { IndexName: string }) => IndexName);
  expect(indexes.sort()).toEqual(
    Object.values(historyTable.indexes)
      .map(({ name }) => name)
      .sort(),
  );
});

test('schedules are deployed disabled, in their time zone, and lose nothing', () => {
  const schedules = resourcesOf(templates.schedules!, 'AWS::Scheduler::Schedule');
  expect(schedules.length).toBeGreaterThan(3);
  for (const { Properties } of schedules) {
    expect(Properties).toMatchObject({
      State: 'DISABLED',
      ScheduleExpression: 'cron(0 10 ? * TUE *)',
      ScheduleExpressionTimezone: 'Europe/Berlin',
      FlexibleTimeWindow: { Mode: 'FLEXIBLE', MaximumWindowInMinutes: 30 },
    });
    expect(Properties.Target.DeadLetterConfig.Arn).toBeDefined();
    const { scheduledTime, request } = JSON.parse(Properties.Target.Input);
    expect(scheduledTime).toBe('<aws.scheduler.scheduled-time>');
    expect(request.experiment).toBe(Properties.Name);
  }
});

const functions = resourcesOf(templates.experiments!, 'AWS::Lambda::Function').filter(
  ({ Properties }) => Properties.FunctionName,
);

test('every function runs on what is tested, and is told all that it needs', () => {
  expect(functions).toHaveLength(functionNames.length);
  for (const { Properties } of functions) {
    expect(Properties).toMatchObject({ Runtime: 'nodejs24.x', Architectures: ['arm64'], Timeout: 30 });
    const variables = Object.entries(Properties.Environment.Variables).map(
      ([name, value]) =>
        [
          name,
          flat(value, templates.experiments!).replace(/^<(\w+)(?:\.Arn)?>$/, 'arn:aws:in:this:template:$1'),
        ] as const,
    );
    expect(parseEnvironment(Object.fromEntries(variables))).toMatchObject({
      stage: 'staging',
      historyTable: 'squall-staging-history',
      historyRetain: millis(retained),
      functionTimeout: 30_000,
      incidentSource: { alarms: ['sev1'] },
      deploymentSource: 'none',
      mayRun,
      promotionTrust: promotions.trust,
      promotionsValidFor: 90 * 86_400_000,
      targetAccounts: [{ account: '444455556666' }],
    });
  }
});

test('the stopper has code of its own', () => {
  const code = new Map(functions.map(({ Properties }) => [Properties.FunctionName, JSON.stringify(Properties.Code)]));
  const stopper = code.get('squall-staging-stop');
  expect([...code.values()].filter((each) => each === stopper)).toHaveLength(1);
  expect(new Set(code.values()).size).toBe(2);
});

test('alarms, bad ends of executions and every minute wake the platform up, and nothing that fails is lost', () => {
  const rules = resourcesOf(templates.experiments!, 'AWS::Events::Rule').map(({ Properties }) => Properties);
  expect(
    rules.map(({ ScheduleExpression, EventPattern }) => ScheduleExpression ?? EventPattern['detail-type'][0]).sort(),
  ).toEqual(['CloudWatch Alarm State Change', 'Step Functions Execution Status Change', 'rate(1 minute)']);
  for (const { Targets } of rules) expect(Targets[0].DeadLetterConfig.Arn).toBeDefined();
  const [ended] = rules.filter(({ EventPattern }) => EventPattern?.detail.status);
  expect(ended.EventPattern.detail.status.sort()).toEqual(['ABORTED', 'FAILED', 'TIMED_OUT']);
  expect(ended.EventPattern.detail.stateMachineArn).toHaveLength(2);
});

test('every experiment of the stage is stored under its hash, as it is', () => {
  const stored = resourcesOf(templates.experiments!, 'Custom::SquallExperiment');
  expect(stored.length).toBeGreaterThan(3);
  for (const { Properties } of stored) {
    expect(Properties.Definition).not.toContain('${');
    const checked = validateExperiment(JSON.parse(Properties.Definition));
    expect(checked.ok && definitionHash(checked.experiment)).toBe(Properties.Hash);
  }
});

test('what must page someone does', () => {
  const alarms = resourcesOf(templates.observability!, 'AWS::CloudWatch::Alarm').map(({ Properties }) => Properties);
  const names = alarms.map(({ AlarmName }) => AlarmName.replace('squall-staging-', ''));
  expect(names).toEqual(expect.arrayContaining(['recovery-unconfirmed', 'reaper-fired', 'dead-letters', 'leftovers']));
  for (const { AlarmActions, AlarmDescription } of alarms) {
    expect(AlarmActions).toHaveLength(1);
    expect(AlarmDescription).toMatch(/: /);
  }
  const silent = alarms.find(({ AlarmName }) => AlarmName.endsWith('sweeper-silent'));
  expect(silent?.TreatMissingData).toBe('breaching');
});

test('what is needed next is in the outputs, and what is not watched is said', () => {
  const outputs = Object.assign({}, ...Object.values(templates).map(({ Outputs = {} }) => Outputs));
  for (const name of ['ExperimentMachine', 'RecoveryMachine', 'HistoryTable', 'DashboardUrl', 'StopCommand'])
    expect(outputs[name]?.Value, name).toBeDefined();
  expect(outputs.IncidentSource.Value).toBe('alarms sev1: any that is not OK refuses new runs');
  expect(outputs.DeploymentSource.Value).toBe('none: nothing keeps a run from starting during a deployment');
  expect(outputs.MayRun.Value).toBe('only schedule * of checkout-sre');
});

test('the sample fleet is off by default, and what it deploys has opted in', () => {
  expect(Object.keys(synthesized())).toEqual(expect.not.arrayContaining(['sample-fleet', 'target-account']));
  const group = only('sample-fleet', 'AWS::AutoScaling::AutoScalingGroup');
  expect(group.Properties.VPCZoneIdentifier).toHaveLength(3);
  expect(group.Properties.Tags).toContainEqual({
    Key: 'resilience:fis-enabled',
    PropagateAtLaunch: true,
    Value: 'true',
  });
});
