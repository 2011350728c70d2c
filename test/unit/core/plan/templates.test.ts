import { describe, expect, it } from 'vitest';
import type { Experiment } from '../../../../core/experiment/schema/experiment.ts';
import { checkGuardrails } from '../../../../core/guardrails/index.ts';
import { definitionHash } from '../../../../core/plan/definition-hash.ts';
import { makePlan } from '../../../../core/plan/make-plan.ts';
import type { Plan } from '../../../../core/plan/plan.ts';
import type { FaultTemplate, TemplateAction, TemplateTarget } from '../../../../core/ports/fault-template.ts';
import type { Resource } from '../../../../core/ports/resources.ts';
import { instance, resourcesOf, shop } from '../../../fixtures/decisions/fleet.ts';
import { ports } from '../../../fixtures/decisions/question.ts';
import { definition } from '../lifecycle/definition.ts';

const target = (over: Partial<TemplateTarget> = {}): TemplateTarget => ({
  type: 'ec2:instance',
  arns: [],
  tags: { Service: 'web' },
  filters: [],
  parameters: {},
  selection: 'COUNT(2)',
  ...over,
});
const stop = (over: Partial<TemplateAction> = {}): TemplateAction => ({
  action: 'aws:ec2:stop-instances',
  parameters: { startInstancesAfterDuration: 'PT3M' },
  targets: { Instances: 'some' },
  after: [],
  ...over,
});
const wait = (after: readonly string[]): TemplateAction => ({
  action: 'aws:fis:wait',
  parameters: { duration: 'PT1M' },
  targets: {},
  after,
});
const template = (over: Partial<FaultTemplate> = {}): FaultTemplate => ({
  id: 'EXT1',
  description: 'stops two',
  accounts: 'single-account',
  targets: { some: target() },
  actions: { 'stop two': stop(), settle: wait(['stop two']) },
  stopAlarms: ['shop-5xx'],
  ...over,
});

const experiment = (steps: Experiment['steps'], over: Partial<Experiment> = {}): Experiment => ({
  ...definition,
  guardrails: { stopAlarms: ['shop-5xx', 'slow'] },
  blastRadius: { maxPercent: 50 },
  targets: {},
  steps,
  ...over,
});
const foreign: Experiment['steps'] = [{ id: 'foreign', fisTemplate: 'EXT1' }];

const make = (definition: Experiment, it: FaultTemplate | undefined, fleet: readonly Resource[] = shop) =>
  makePlan(
    { definition, definitionHash: definitionHash(definition), parameters: {}, seed: 7 },
    {
      ...ports(),
      resources: resourcesOf(fleet),
      faults: {
        template: async () => (it ? { found: true, template: it } : { found: false, why: 'it does not exist' }),
      },
    },
  );
async function planned(...given: Parameters<typeof make>): Promise<Plan> {
  const made = await make(...given);
  if (!made.ok) throw new Error(`${made.refusal.rule}: ${made.refusal.why}`);
  return made.plan;
}
const refused = async (...given: Parameters<typeof make>) => {
  const made = await make(...given);
  return made.ok ? 'planned' : `${made.refusal.rule}: ${made.refusal.why}`;
};

describe('an existing template', () => {
  it('becomes steps with targets by ARN, chosen by the seed, waves by startAfter', async () => {
    const plan = await planned(experiment(foreign), template());
    expect(plan.steps.map(({ id, wave, action, duration }) => [id, wave, action, duration])).toEqual([
      ['foreign-stop-two', 1, 'aws:ec2:stop-instances', 180_000],
      ['foreign-settle', 2, 'aws:fis:wait', 60_000],
    ]);
    const hit = plan.steps[0]!.targets.Instances!;
    expect(hit).toHaveLength(2);
    expect(hit.every((arn) => arn.includes('/i-web'))).toBe(true);
    expect(plan.targets).toMatchObject([
      { name: 'foreign-some', chosen: hit, because: expect.stringContaining('count 2') },
    ]);
    expect(plan.shares).toMatchObject([{ service: 'checkout', healthy: 12, affected: 2 }]);
    expect(plan.templates).toMatchObject([
      { stepId: 'foreign', id: 'EXT1', steps: ['foreign-stop-two', 'foreign-settle'] },
    ]);
    expect(plan.definition.steps.some(({ fisTemplate }) => fisTemplate !== undefined)).toBe(false);
    expect(await planned(experiment(foreign), template())).toEqual(plan);
    expect(JSON.parse(JSON.stringify(plan))).toEqual(plan);
  });

  it('is waited for as a whole, and waits as its step does', async () => {
    const steps: Experiment['steps'] = [
      { id: 'first', action: 'aws:fis:wait', with: { duration: 'PT1M' } },
      ...foreign,
      { id: 'last', action: 'aws:fis:wait', with: { duration: 'PT1M' } },
      { id: 'beside', action: 'aws:fis:wait', with: { duration: 'PT1M' }, after: [] },
    ];
    const { steps: made } = await planned(experiment(steps), template());
    expect(Object.fromEntries(made.map(({ id, wave }) => [id, wave]))).toEqual({
      first: 1,
      'foreign-stop-two': 2,
      'foreign-settle': 3,
      last: 4,
      beside: 1,
    });
  });

  it('changed, makes another plan, though it would hit the same', async () => {
    const before = await planned(experiment(foreign), template());
    const longer = template({ actions: { 'stop two': stop({ parameters: { startInstancesAfterDuration: 'PT4M' } }) } });
    const after = await planned(experiment(foreign), longer);
    expect(after.targets).toEqual(before.targets);
    expect(after.hash).not.toBe(before.hash);
    const [refusal] = await checkGuardrails(after, undefined, ports(), before.hash);
    expect(refusal).toMatchObject({ rule: 'plan-hash' });
  });

  it('reaches no further than the run may: opt-in and caps hold for it', async () => {
    const shy = shop.map((each) =>
      each.type === 'ec2:instance' ? { ...each, tags: { Service: each.tags.Service ?? '' } } : each,
    );
    const plan = await planned(experiment(foreign), template(), shy);
    expect((await checkGuardrails(plan, undefined, ports())).map(({ rule }) => rule)).toContain('opt-in');
    const all = template({ targets: { some: target({ selection: 'ALL' }) } });
    expect(
      (await planned(experiment(foreign, { blastRadius: { maxTargets: 3 } }), all)).targets[0]!.chosen,
    ).toHaveLength(3);
  });

  it('names resources: all of them must be there', async () => {
    const two = [instance('web', 0).id, instance('web', 1).id];
    const by = (arns: readonly string[]) =>
      template({ targets: { some: target({ arns, tags: {}, selection: 'ALL' }) } });
    expect((await planned(experiment(foreign), by(two))).steps[0]!.targets.Instances).toEqual(two);
    const gone = two[0]!.replace('web0000', 'gone');
    expect(await refused(experiment(foreign), by([...two, gone]))).toBe(
      `fis-template: ${gone}, which the template names for target foreign-some, cannot be found`,
    );
  });

  it('passes what is declared irreversible to the action that is, and to no other', async () => {
    const actions = { end: stop({ action: 'aws:ec2:terminate-instances', parameters: {} }), 'stop two': stop() };
    const declared: Experiment['steps'] = [{ ...foreign[0]!, undo: { irreversible: 'its group replaces it' } }];
    const plan = await planned(experiment(declared), template({ actions }));
    expect(plan.irreversible).toEqual([{ stepId: 'foreign-end', reason: 'its group replaces it' }]);
    expect(await refused(experiment(foreign), template({ actions }))).toContain('declare undo');
  });

  it.each<[string, Partial<FaultTemplate>]>([
    ['several accounts', { accounts: 'multi-account' }],
    ['it has no action', { actions: {} }],
    ['which the catalogue does not know', { actions: { a: stop({ action: 'aws:ecs:no-such-action' }) } }],
    ['selected by PERCENT(0)', { targets: { some: target({ selection: 'PERCENT(0)' }) } }],
    ['selected by SOME', { targets: { some: target({ selection: 'SOME' }) } }],
    [
      'has the parameter writerAvailabilityZoneIdentifiers',
      { targets: { some: target({ parameters: { writerAvailabilityZoneIdentifiers: 'a' } }) } },
    ],
    [
      'has the parameter availabilityZoneIdentifier',
      { targets: { some: target({ parameters: { availabilityZoneIdentifier: 'a' } }) } },
    ],
    [
      'filters by State.Name twice',
      { targets: { some: target({ filters: [1, 2].map(() => ({ path: 'State.Name', values: ['running'] })) }) } },
    ],
    ['neither ARNs nor tags', { targets: { some: target({ tags: {} }) } }],
    ['it has no target some', { targets: {} }],
    ['the target Tasks', { actions: { a: stop({ targets: { Tasks: 'some' } }) } }],
    ['of type rds:db', { targets: { some: target({ type: 'rds:db' }) } }],
    ['takes an ISO 8601 duration', { actions: { a: stop({ parameters: { startInstancesAfterDuration: 'PT13H' } }) } }],
    ['takes one of startInstancesAfterDuration', { actions: { a: stop({ parameters: { force: 'true' } }) } }],
    ['alarm orders-5xx, which guardrails.stopAlarms does not name', { stopAlarms: ['orders-5xx'] }],
    ['matched nothing', { targets: { some: target({ tags: { Service: 'nobody' } }) } }],
  ])('is refused by name: %s', async (why, over) => {
    expect(await refused(experiment(foreign), template(over))).toContain(why);
  });

  it('is refused by name where it needs what its role cannot have been given: documents and automations of one’s own', async () => {
    const lasting: Experiment['steps'] = [{ ...foreign[0]!, undo: { irreversible: 'it drains a queue' } }];
    const running = (action: string, parameters: Record<string, string>, targets: Record<string, string> = {}) =>
      refused(experiment(lasting), template({ actions: { run: stop({ action, parameters, targets }) } }));
    const documentArn = 'arn:aws:ssm:eu-central-1:111122223333:document/Drain';
    const role = 'arn:aws:iam::111122223333:role/drain';
    const automation = { documentArn, maxDuration: 'PT5M' };
    const documentParameters = JSON.stringify({ AutomationAssumeRole: role });
    expect(await running('aws:ssm:start-automation-execution', { ...automation, documentParameters })).toBe(
      `fis-template: step foreign runs the template EXT1: its action run needs ssm:StartAutomationExecution on ${documentArn}, which the role of an experiment with a template is never given: write it as a step of its own with the action aws:ssm:start-automation-execution, and deploy`,
    );
    const ofFis = documentArn.replace(/:\d{12}:.*/, '::document/AWSFIS-Run-CPU-Stress');
    const command = (arn: string) =>
      running('aws:ssm:send-command', { documentArn: arn, duration: 'PT5M' }, { Instances: 'some' });
    expect(await command(documentArn)).toContain(`needs ssm:SendCommand on ${documentArn}`);
    expect(await command(ofFis)).toBe('planned');
    expect(await command('AWSFIS-Run-CPU-Stress')).toBe('planned');
  });

  it('is refused without a stop condition of the run, with targets of the step, under a name that is taken, when there is none', async () => {
    const unsafe = { guardrails: { unsafe: { noStopCondition: 'a lab' } } };
    expect(await refused(experiment(foreign, unsafe), template({ stopAlarms: [] }))).toContain(
      'name guardrails.stopAlarms',
    );
    expect(await refused(experiment([{ ...foreign[0]!, with: { duration: 'PT1M' } }]), template())).toContain(
      'take them out',
    );
    const clash: Experiment['steps'] = [
      { id: 'foreign-settle', action: 'aws:fis:wait', with: { duration: 'PT1M' } },
      ...foreign,
    ];
    expect(await refused(experiment(clash), template())).toContain('rename the step');
    expect(await refused(experiment(foreign), undefined)).toBe(
      'fis-template: step foreign runs the template EXT1: it does not exist',
    );
  });
});
