import { describe, expect, test } from 'vitest';
import type { Experiment } from '../../../../core/experiment/schema/experiment.ts';
import type { Step, Target } from '../../../../core/experiment/schema/steps.ts';
import { catalogue } from '../../../../core/faults/catalogue.ts';
import type { FaultDefinition } from '../../../../core/faults/definition.ts';
import { compileParameters } from '../../../../core/faults/parameters.ts';
import { capOf } from '../../../../core/plan/role-cap.ts';
import { actsIn, type PolicyStatement, policyOf } from '../../../../core/plan/role-policy.ts';
import { arnOf } from '../../../fixtures/catalogue.ts';
import { type Acting, callsOf } from '../../../fixtures/fis-calls.ts';
import { permissions } from '../../../fixtures/fis-permissions.ts';
import { decide, type Rule } from '../../../stacks/allowed.ts';

const place = { region: 'eu-central-1', account: '111122223333' };
const known: Readonly<Record<string, string>> = {
  partition: 'aws',
  ...place,
  lambdaFaults: 'arn:aws:s3:::squall-faults/FisConfigs/',
};
const fill = (text: string) => text.replace(/\{(\w+)\}/g, (whole, name: string) => known[name] ?? whole);

const ruleOf = ({ actions, resources, conditions }: PolicyStatement): Rule => ({
  effect: 'Allow',
  actions,
  resources: resources.map(fill),
  condition: Object.fromEntries(
    Object.entries(conditions).map(([operator, keys]) => [
      operator,
      Object.fromEntries(Object.entries(keys).map(([key, values]) => [key, values.map(fill)])),
    ]),
  ),
});

type Parts = Pick<Experiment, 'steps' | 'targets'>;
const ofFis = catalogue.filter(({ provider }) => provider === 'fis');
const optedIn = { 'resilience:fis-enabled': 'true' };

/** The action on one target that is chosen by its tag. */
function experimentOf(
  { id, targets, examples }: FaultDefinition,
  where: Target['where'] = { tags: { Service: 'web' } },
): Parts {
  const keys = Object.keys(targets);
  const step: Step = { id: 'hit', action: id, with: { ...examples.maximal } as Step['with'], targets: named(keys) };
  return {
    steps: [step],
    targets: Object.fromEntries(keys.map((key) => [key.toLowerCase(), { type: targets[key]!.type, where }])),
  };
}
const named = (keys: readonly string[]) => Object.fromEntries(keys.map((key) => [key, key.toLowerCase()]));

function actingOf(definition: FaultDefinition, tags: Readonly<Record<string, string>>): Acting {
  const [target] = Object.values(definition.targets);
  const arn = target ? arnOf(target.type, 1, place) : '';
  const parameters = compileParameters(definition, definition.examples.maximal);
  return { ...place, action: definition.id, target: arn, tags, parameters };
}

const allowed = (rules: readonly Rule[], definition: FaultDefinition, acting: Acting): boolean =>
  (permissions[definition.id] ?? '')
    .split(' ')
    .filter((action) => action !== '')
    .flatMap((action) => callsOf(action, acting))
    .every((call) => decide(rules, call).decision === 'allowed');

test('what FIS asks for is known of every action, and the catalogue asks for nothing else', () => {
  expect(Object.keys(permissions).sort()).toEqual(ofFis.map(({ id }) => id).sort());
  for (const definition of ofFis) {
    const documented = permissions[definition.id]!.split(' ').filter((action) => action !== '');
    expect(
      [...new Set(definition.needs.filter(forFis).flatMap(({ actions }) => actions))].sort(),
      definition.id,
    ).toEqual(documented.sort());
  }
});
const forFis = ({ for: phases = ['inject'] }: FaultDefinition['needs'][number]) => phases.includes('inject');

describe('the policy of an action lets FIS do it, and without any of its statements FIS could not', () => {
  test.each(ofFis.map((definition) => [definition.id, definition] as const))('%s', (id, definition) => {
    const statements = policyOf(experimentOf(definition));
    const rules = statements.map(ruleOf);
    const acting = actingOf(definition, { ...optedIn, Service: 'web' });
    expect(allowed(rules, definition, acting)).toBe(true);
    for (const left of rules.keys())
      expect(allowed(rules.toSpliced(left, 1), definition, acting), statements[left]!.sid).toBe(false);
    expect(rules.length > 0).toBe(permissions[id] !== '');
  });
});

/** What no tag of IAM's can hold: each says in the catalogue what holds it instead. */
const heldOtherwise = ofFis.filter(({ needs }) => !needs.some(({ target, resources }) => target && !resources));

describe('it reaches nothing that did not opt in, and nothing that is not chosen', () => {
  const held = ofFis.filter((definition) => !heldOtherwise.includes(definition));
  test.each(held.map((definition) => [definition.id, definition] as const))('%s', (_id, definition) => {
    const rules = policyOf(experimentOf(definition)).map(ruleOf);
    for (const tags of [
      { Service: 'web' },
      { ...optedIn, Service: 'other' },
      { ...optedIn, 'resilience:fis-enabled': 'no' },
    ])
      expect(allowed(rules, definition, actingOf(definition, tags))).toBe(false);
  });

  test('those that IAM cannot hold are these', () => {
    expect(heldOtherwise.map(({ id }) => id).sort()).toMatchInlineSnapshot(`
      [
        "aws:arc:start-zonal-autoshift",
        "aws:cloudwatch:assert-alarm-state",
        "aws:ec2:api-insufficient-instance-capacity-error",
        "aws:ec2:asg-insufficient-instance-capacity-error",
        "aws:ecs:drain-container-instances",
        "aws:ecs:task-cpu-stress",
        "aws:ecs:task-io-stress",
        "aws:ecs:task-kill-process",
        "aws:ecs:task-network-blackhole-port",
        "aws:ecs:task-network-latency",
        "aws:ecs:task-network-packet-loss",
        "aws:eks:inject-kubernetes-custom-resource",
        "aws:eks:pod-cpu-stress",
        "aws:eks:pod-delete",
        "aws:eks:pod-io-stress",
        "aws:eks:pod-memory-stress",
        "aws:eks:pod-network-blackhole-port",
        "aws:eks:pod-network-latency",
        "aws:eks:pod-network-packet-loss",
        "aws:fis:inject-api-internal-error",
        "aws:fis:inject-api-throttle-error",
        "aws:fis:inject-api-unavailable-error",
        "aws:fis:wait",
        "aws:kinesis:stream-expired-iterator-exception",
        "aws:kinesis:stream-provisioned-throughput-exception",
        "aws:network:transit-gateway-disrupt-cross-region-connectivity",
        "aws:s3:bucket-pause-replication",
        "aws:ssm:start-automation-execution",
      ]
    `);
  });
});

describe('the policy of an experiment', () => {
  const stop = catalogue.find(({ id }) => id === 'aws:ec2:stop-instances')!;
  const capacity = catalogue.find(({ id }) => id === 'aws:ec2:asg-insufficient-instance-capacity-error')!;

  test('names the resources that it names, in the account that is asked for', () => {
    const here = arnOf('ec2:instance', 1, place);
    const there = arnOf('ec2:instance', 1, { ...place, account: '444455556666' });
    const experiment = experimentOf(stop, { ids: [here, there] });
    const stopping = (accounts?: readonly (string | undefined)[]) =>
      policyOf(experiment, accounts ? { accounts } : {}).find(({ actions }) => actions.includes('ec2:StopInstances'));
    expect(stopping()!.resources).toEqual([here, there]);
    expect(stopping()!.conditions).toEqual({ StringEquals: { 'aws:ResourceTag/resilience:fis-enabled': ['true'] } });
    expect(stopping(['444455556666'])!.resources).toEqual([there]);
    expect(stopping(['999988887777'])).toBeUndefined();
  });

  test('says once what two steps need alike, and names no statement twice', () => {
    const one = experimentOf(stop);
    const other = experimentOf(stop, { tags: { Service: 'api' } });
    const both: Parts = {
      steps: [
        ...one.steps,
        { ...other.steps[0]!, id: 'more', targets: { Instances: 'api' } },
        ...experimentOf(capacity).steps,
      ],
      targets: { ...one.targets, api: other.targets.instances!, ...experimentOf(capacity).targets },
    };
    const statements = policyOf(both);
    const sids = statements.map(({ sid }) => sid);
    expect(new Set(sids).size).toBe(sids.length);
    expect(statements.filter(({ actions }) => actions.includes('ec2:StopInstances'))).toHaveLength(2);
    expect(statements.filter(({ actions }) => actions.includes('ec2:DescribeInstances'))).toHaveLength(1);
  });

  test('leaves open what a parameter decides, and nothing more', () => {
    const experiment = experimentOf(stop, { tags: { Service: '${parameters.service}' } });
    const [first] = policyOf(experiment);
    expect(first!.conditions).toEqual({
      StringEquals: { 'aws:ResourceTag/resilience:fis-enabled': ['true'] },
      StringLike: { 'aws:ResourceTag/Service': ['*'] },
    });
    const forGood: Parts = { ...experiment, steps: [{ ...experiment.steps[0]!, with: {} }] };
    expect(policyOf(forGood).flatMap(({ actions }) => actions)).not.toContain('ec2:StartInstances');
    const given = { startInstancesAfterDuration: '${parameters.duration}' };
    const maybe: Parts = { ...experiment, steps: [{ ...experiment.steps[0]!, with: given }] };
    expect(policyOf(maybe).flatMap(({ actions }) => actions)).toContain('ec2:StartInstances');
  });

  test('of a template is that of every action: what it has is known only when it is planned', () => {
    const foreign: Parts = { steps: [{ id: 'foreign', fisTemplate: 'EXT1' }], targets: {} };
    // The role of an automation is a step's own parameter: without a step no resource is left to allow.
    const needed = ofFis
      .flatMap(({ needs }) => needs.filter(forFis))
      .filter(({ resources = [] }) => !resources.includes('{automationRole}'))
      .flatMap(({ actions }) => actions);
    expect(new Set(policyOf(foreign).flatMap(({ actions }) => actions))).toEqual(new Set(needed));
    for (const { resources, conditions } of policyOf(foreign)) {
      const text = JSON.stringify([resources, conditions]);
      expect(text.match(/\{(?!partition|region|account|lambdaFaults|stage|\[|"|\})\w+/g)).toBeNull();
    }
  });

  test('knows whose accounts it acts in', () => {
    const there = experimentOf(stop, { account: '444455556666', tags: { Service: 'web' } });
    expect(actsIn(there, [undefined, '111122223333'])).toBe(false);
    expect(actsIn(there, ['444455556666'])).toBe(true);
    expect(actsIn(experimentOf(stop), [undefined, '111122223333'])).toBe(true);
  });

  test('a step without targets acts where the others do or at home, and draws no other account in', () => {
    const wait = { id: 'watch', action: 'aws:fis:wait', with: { duration: 'PT1M' } };
    const atHome = experimentOf(stop);
    const there = experimentOf(stop, { account: '444455556666', tags: { Service: 'web' } });
    const waiting = ({ steps, targets }: Parts): Parts => ({ steps: [...steps, wait], targets });
    expect(actsIn(waiting(atHome), ['444455556666'])).toBe(false);
    expect(actsIn(waiting(there), ['444455556666'])).toBe(true);
    // A wave of its own is started at home, as the role that stands there.
    expect(actsIn(waiting(there), [undefined])).toBe(true);
    expect(actsIn({ steps: [wait], targets: {} }, ['444455556666'])).toBe(false);
    expect(actsIn({ steps: [wait], targets: {} }, [undefined])).toBe(true);
  });
});

test('the cap is all that the policies do, held to the opt-in tag where each of them is', () => {
  const statements = ofFis.flatMap((definition) => policyOf(experimentOf(definition)));
  const cap = capOf(statements).map(ruleOf);
  for (const definition of ofFis)
    expect(allowed(cap, definition, actingOf(definition, optedIn)), definition.id).toBe(true);
  expect(decide(cap, { action: 'ec2:StopInstances', resource: 'x', context: {} }).decision).toBe('implicitDeny');
  expect(decide(cap, { action: 's3:DeleteBucket', resource: 'x', context: {} }).decision).toBe('implicitDeny');
  expect(JSON.stringify(capOf(statements)).length).toBeLessThan(6000);
});
