import { describe, expect, it, test } from 'vitest';
import { catalogue } from '../../../../core/faults/catalogue.ts';
import { permissionsNeeded } from '../../../../core/plan/permissions.ts';
import type { Plan, PlannedStep } from '../../../../core/plan/plan.ts';
import type { Permission } from '../../../../core/ports/permissions.ts';
import type { Resource } from '../../../../core/ports/resources.ts';
import { plan } from '../../../fixtures/decisions/question.ts';
import { zoneDrill } from '../../../fixtures/history/definition.ts';

const optedIn = { key: 'aws:ResourceTag/resilience:fis-enabled', values: ['true'], type: 'string' };
const arnOf = (n: number, account = '111122223333') => `arn:aws:ec2:eu-central-1:${account}:instance/i-${n}`;
const resource = (id: string, tags: Resource['tags'] = {}): Resource => ({
  id,
  type: 'ec2:instance',
  name: id,
  account: '111122223333',
  region: 'eu-central-1',
  tags: { 'resilience:fis-enabled': 'true', Name: id, ...tags },
  healthy: true,
});
const [first] = plan().steps;
const step = (action: string, over: Partial<PlannedStep> = {}): PlannedStep => ({
  ...first!,
  action,
  parameters: {},
  targets: { Instances: [arnOf(1), arnOf(2)] },
  ...over,
});
const planned = (steps: readonly PlannedStep[], matched: readonly Resource[], where: object = {}): Plan =>
  plan({
    definition: { ...zoneDrill, targets: { victims: { type: 'ec2:instance', where, select: { all: true } } } } as never,
    targets: [{ name: 'victims', type: 'ec2:instance', matched, chosen: matched.map(({ id }) => id), because: '' }],
    steps,
  });
/** Of whoever injects: the questions after those are of who undoes. */
const injecting = (of: Plan) => permissionsNeeded(of).filter(({ phase }) => phase === 'inject');
const two = [resource(arnOf(1)), resource(arnOf(2))];
const of = (permissions: readonly Permission[], action: string) =>
  permissions.filter(({ actions }) => actions.includes(action));

describe('what a plan asks for', () => {
  it('is each action on the targets that were chosen, with the tags that roles are held to', () => {
    const [question, ...others] = injecting(planned([step('aws:ec2:terminate-instances')], two));
    expect(others).toEqual([]);
    expect(question).toMatchObject({ provider: 'fis', account: '111122223333' });
    expect(of(question!.permissions, 'ec2:TerminateInstances')).toEqual([
      { actions: ['ec2:TerminateInstances'], resources: [arnOf(1), arnOf(2)], context: [optedIn] },
    ]);
    expect(of(question!.permissions, 'ec2:DescribeInstances')).toEqual([
      { actions: ['ec2:DescribeInstances'], resources: ['*'], context: [] },
    ]);
  });

  it('is the delivery of the log as well, where FIS keeps one', () => {
    const told = { profile: 'run', incidentSource: 'none', deploymentSource: 'none' } as const;
    const asked = (platform: Plan['platform']) =>
      injecting({ ...planned([step('aws:ec2:reboot-instances')], two), ...(platform && { platform }) })[0]!.permissions;
    expect(of(asked({ ...told, faultLogs: { logGroup: '/fis' } }), 'logs:PutResourcePolicy')).toHaveLength(1);
    expect(of(asked(told), 'logs:CreateLogDelivery')).toEqual([]);
  });

  it('tells targets apart by the tags that they are chosen by, and by no others', () => {
    const tagged = [1, 2, 3].map((n) => resource(arnOf(n), { Team: n === 3 ? 'blue' : 'red' }));
    const hit = step('aws:ec2:terminate-instances', { targets: { Instances: tagged.map(({ id }) => id) } });
    const needed = (where: object) =>
      of(injecting(planned([hit], tagged, where))[0]!.permissions, 'ec2:TerminateInstances');
    expect(needed({})).toHaveLength(1);
    expect(needed({ tags: { Team: 'x' } }).map(({ resources, context }) => [resources, context])).toEqual([
      [
        [arnOf(1), arnOf(2)],
        [optedIn, { key: 'aws:ResourceTag/Team', values: ['red'], type: 'string' }],
      ],
      [[arnOf(3)], [optedIn, { key: 'aws:ResourceTag/Team', values: ['blue'], type: 'string' }]],
    ]);
  });

  it('says nothing of a tag that a target does not carry', () => {
    const bare = [{ ...resource(arnOf(1)), tags: {} }, resource(arnOf(2))];
    const asked = of(
      injecting(planned([step('aws:ec2:reboot-instances')], bare))[0]!.permissions,
      'ec2:RebootInstances',
    );
    expect(asked.map(({ resources, context }) => [resources, context])).toEqual([
      [[arnOf(1)], []],
      [[arnOf(2)], [optedIn]],
    ]);
  });

  it('is what the step asks for, by its parameters, and nothing that others do for it', () => {
    const actions = (parameters: Record<string, string>) =>
      injecting(planned([step('aws:ec2:stop-instances', { parameters })], two))[0]!.permissions.flatMap(
        (each) => each.actions,
      );
    expect(actions({ startInstancesAfterDuration: 'PT5M' }).sort()).toEqual([
      'ec2:DescribeInstances',
      'ec2:StartInstances',
      'ec2:StopInstances',
      'kms:CreateGrant',
    ]);
    expect(actions({}).sort()).toEqual(['ec2:DescribeInstances', 'ec2:StopInstances']);
  });

  it('carries what the call carries: conditions, lists, truth', () => {
    const group = 'arn:aws:autoscaling:eu-central-1:111122223333:autoScalingGroup:web';
    const groups = step('aws:ec2:asg-insufficient-instance-capacity-error', {
      targets: { AutoScalingGroups: [group] },
    });
    const [refusing] = of(injecting(planned([groups], []))[0]!.permissions, 'ec2:InjectApiError');
    expect(refusing!.context.find(({ key }) => key === 'ec2:FisActionId')?.values).toEqual([groups.action]);
    const encrypted = step('aws:ec2:stop-instances', { parameters: { startInstancesAfterDuration: 'PT5M' } });
    const [granting] = of(injecting(planned([encrypted], two))[0]!.permissions, 'kms:CreateGrant');
    expect(granting).toEqual({
      actions: ['kms:CreateGrant'],
      resources: ['arn:{partition}:kms:{region}:{account}:key/*'],
      context: [
        { key: 'kms:ViaService', values: ['ec2.{region}.amazonaws.com'], type: 'string' },
        { key: 'kms:GrantIsForAWSResource', values: ['true'], type: 'boolean' },
      ],
    });
  });

  it('names the document of a command, whether the step has its ARN or its name', () => {
    const commanding = (documentArn: string) =>
      of(
        injecting(planned([step('aws:ssm:send-command', { parameters: { documentArn } })], two))[0]!.permissions,
        'ssm:SendCommand',
      ).flatMap(({ resources }) => resources);
    const whole = 'arn:aws:ssm:eu-central-1::document/AWSFIS-Run-CPU-Stress';
    expect(commanding(whole)).toEqual([arnOf(1), arnOf(2), whole]);
    expect(commanding('AWSFIS-Run-CPU-Stress')).toContain(
      'arn:{partition}:ssm:{region}::document/AWSFIS-Run-CPU-Stress',
    );
  });

  it('asks once for what several steps need, by account, and for nothing where nothing is needed', () => {
    const there = step('aws:ec2:reboot-instances', { targets: { Instances: [arnOf(1, '999988887777')] } });
    const twice = [step('aws:ec2:terminate-instances'), step('aws:ec2:terminate-instances'), there];
    const questions = injecting(planned(twice, two));
    expect(questions.map(({ account }) => account)).toEqual(['111122223333', '999988887777']);
    expect(questions[0]!.permissions.flatMap(({ actions }) => actions).sort()).toEqual([
      'ec2:DescribeInstances',
      'ec2:TerminateInstances',
    ]);
    expect(injecting(planned([step('aws:fis:wait', { targets: {} })], []))).toEqual([]);
  });
});

describe('what a plan asks for of who takes it back', () => {
  const undoing = (steps: readonly PlannedStep[]) =>
    permissionsNeeded(planned(steps, two)).filter(({ phase }) => phase === 'undo');

  it('is to stop FIS, and what FIS leaves where we put it right', () => {
    const forGood = step('aws:ec2:stop-instances', { undo: { by: 'us', how: 'start them' } });
    const [question, ...others] = undoing([forGood]);
    expect(others).toEqual([]);
    expect(question!.permissions.flatMap(({ actions }) => actions)).toEqual([
      'ec2:StartInstances',
      'kms:CreateGrant',
      'fis:StopExperiment',
    ]);
    const [kept] = undoing([{ ...forGood, undo: { by: 'nobody', reason: 'they are replaced' } }]);
    expect(kept!.permissions.flatMap(({ actions }) => actions)).toEqual(['fis:StopExperiment']);
  });

  it('is what puts our own back, on the very targets, and not what broke them', () => {
    const service = 'arn:aws:ecs:eu-central-1:111122223333:service/shop/checkout';
    const scale = step('squall:ecs:scale-to-zero', {
      provider: 'squall',
      parameters: { duration: 'PT5M' },
      targets: { Services: [service] },
    });
    const [question] = undoing([scale]);
    expect(question).toMatchObject({ provider: 'squall', account: '111122223333' });
    expect(of(question!.permissions, 'ecs:UpdateService')[0]!.resources).toEqual([service]);
    const detach = step('squall:elb:detach-targets', { provider: 'squall', parameters: { duration: 'PT5M' } });
    const actions = undoing([detach])[0]!.permissions.flatMap((each) => each.actions);
    expect(actions).toContain('elasticloadbalancing:RegisterTargets');
    expect(actions).not.toContain('elasticloadbalancing:DeregisterTargets');
  });
});

test('of every action of the catalogue that asks AWS for anything, no placeholder is left but those that an account fills', () => {
  const asking = catalogue.filter(({ needs }) =>
    needs.some(({ for: phases = ['inject'] }) => phases.includes('inject')),
  );
  expect(asking.length).toBeGreaterThan(9);
  for (const { id, provider, targets, examples } of asking) {
    const given = Object.fromEntries(Object.entries(examples.maximal).map(([name, value]) => [name, String(value)]));
    const hit = step(id, {
      provider,
      parameters: given,
      targets: Object.fromEntries(Object.keys(targets).map((key) => [key, [arnOf(1)]])),
    });
    const [question] = injecting(planned([hit], two));
    expect(question, id).toBeDefined();
    for (const { actions, resources, context } of question!.permissions) {
      expect(actions.length, id).toBeGreaterThan(0);
      expect(resources.length, id).toBeGreaterThan(0);
      const open = [...resources, ...context.flatMap(({ values }) => values)].join().matchAll(/\{(\w+)\}/g);
      for (const [, name] of open)
        expect(['partition', 'region', 'account', 'stage', 'lambdaFaults'], id).toContain(name);
    }
  }
});
