/**
 * What our own functions are granted is what the catalogue says of the faults, by what each
 * function does: a fault that was added and not granted would be refused in planning, always.
 */
import { describe, expect, test } from 'vitest';
import { catalogue } from '../../core/faults/catalogue.ts';
import type { FaultDefinition } from '../../core/faults/definition.ts';
import { compileParameters } from '../../core/faults/parameters.ts';
import { permissionsNeeded } from '../../core/plan/permissions.ts';
import type { PlannedStep } from '../../core/plan/plan.ts';
import { policyOfAny } from '../../core/plan/role-policy.ts';
import { arnOf } from '../fixtures/catalogue.ts';
import { plan } from '../fixtures/decisions/question.ts';
import { zoneDrill } from '../fixtures/history/definition.ts';
import { decide, type Rule } from './allowed.ts';
import { type Statement, statementsIn } from './statements.ts';
import { everything, synthesized } from './synthesized.ts';

const templates = synthesized(everything);
const home = { account: '111122223333', region: 'eu-central-1' };
const there = { account: '444455556666', region: 'eu-central-1' };
const of = (subject: string, role: string): readonly Statement[] =>
  statementsIn(templates[subject]!).filter((statement) => statement.of === `role squall-staging-${role}`);
const rulesOf = (statements: readonly Statement[]): readonly Rule[] =>
  statements.map(({ actions, resources, condition }) => ({ effect: 'Allow', actions, resources, condition }));

/** Who does what, at home and in another account. */
const doers = [
  { place: home, phase: 'inject', subject: 'experiments', role: 'inject' },
  { place: home, phase: 'undo', subject: 'experiments', role: 'undo' },
  { place: home, phase: 'undo', subject: 'experiments', role: 'stop' },
  { place: home, phase: 'undo', subject: 'experiments', role: 'stop-scope' },
  { place: home, phase: 'undo', subject: 'experiments', role: 'sweep' },
  { place: there, phase: 'inject', subject: 'target-account', role: 'remote-start' },
  { place: there, phase: 'undo', subject: 'target-account', role: 'remote-stop' },
] as const;

const optedIn = { 'resilience:fis-enabled': 'true' };
const [step] = plan().steps;

/** The plan of one action on two resources that have opted in, with all of its parameters or the fewest. */
function planned(
  { id, provider, targets, undo, examples }: FaultDefinition,
  { account, region }: typeof home,
  example: 'minimal' | 'maximal',
) {
  const chosen = Object.entries(targets).map(([key, { type }]) => ({
    key,
    type,
    arns: [1, 2].map((n) => arnOf(type, n, { account, region })),
  }));
  const definition = { id, provider, targets, undo, examples };
  const parameters = compileParameters(
    catalogue.find((each) => each.id === definition.id)!,
    definition.examples[example],
  );
  const hit: PlannedStep = {
    ...step!,
    action: id,
    provider,
    parameters,
    targets: Object.fromEntries(chosen.map(({ key, arns }) => [key, arns])),
    undo: undo.some(({ by }) => by === 'us') ? { by: 'us', how: 'as it says' } : { by: 'provider', how: 'as it says' },
  };
  return plan({
    definition: { ...zoneDrill, targets: {} },
    steps: [hit],
    targets: chosen.map(({ key, type, arns }) => ({
      name: key,
      type,
      because: '',
      chosen: arns,
      matched: arns.map((arn) => ({
        id: arn,
        type,
        name: arn,
        account,
        region,
        tags: optedIn,
        healthy: true,
      })),
    })),
  });
}

function refused(definition: FaultDefinition, doer: (typeof doers)[number], rules: readonly Rule[]): readonly string[] {
  const known: Readonly<Record<string, string>> = { partition: 'aws', stage: 'staging', ...doer.place };
  const fill = (text: string) => text.replace(/\{(\w+)\}/g, (whole, name: string) => known[name] ?? whole);
  return (['minimal', 'maximal'] as const).flatMap((example) =>
    permissionsNeeded(planned(definition, doer.place, example))
      .filter(({ phase }) => phase === doer.phase)
      .flatMap(({ permissions }) => permissions)
      .flatMap(({ actions, resources, context }) =>
        actions.flatMap((action) =>
          resources.map(fill).flatMap((resource) => {
            const carried = Object.fromEntries(context.map(({ key, values }) => [key, values.map(fill)]));
            const { decision } = decide(rules, { action, resource, context: carried });
            return decision === 'allowed' ? [] : [`${action} on ${resource}`];
          }),
        ),
      ),
  );
}

describe.each(doers)('$role in $place.account', (doer) => {
  const rules = rulesOf(of(doer.subject, doer.role));
  // FIS injects its own as the experiment's role.
  const asked = catalogue.filter(({ provider }) => provider === 'squall' || doer.phase === 'undo');

  test(`may ${doer.phase} whatever a plan would ask it for`, () => {
    expect(asked.length).toBeGreaterThan(20);
    for (const definition of asked) {
      // Of what FIS leaves, none but recovery is asked to put it right.
      if (definition.provider === 'fis' && doer.role.startsWith('stop')) continue;
      expect(refused(definition, doer, rules), definition.id).toEqual([]);
    }
  });

  test('changes of others’ resources nothing that no action of ours needs', () => {
    const needed = [
      ...policyOfAny({ provider: 'squall', phase: doer.phase }),
      ...policyOfAny({ provider: 'squall', phase: 'observe' }),
      ...(doer.phase === 'undo' ? policyOfAny({ phase: 'undo' }) : []),
    ].flatMap(({ actions }) => actions);
    const granted = of(doer.subject, doer.role).flatMap(({ actions }) => actions);
    const changing = granted.filter((action) => !/:(?:Describe|Get|List|BatchGet|Query)/.test(action));
    expect(changing.filter((action) => !needed.includes(action) && !platforms.test(action))).toEqual([]);
  });
});

/** The platform's own business: its table, runs, templates, marks, switches and notices. */
const platforms =
  /^(?:dynamodb:(?:ConditionCheckItem|DeleteItem|PutItem|UpdateItem|(?:Unt|T)agResource)|fis:(?:Create|Delete)ExperimentTemplate|fis:(?:Start|Stop)Experiment|fis:TagResource|iam:(?:PassRole|SimulatePrincipalPolicy)|states:(?:Start|Stop)Execution|sns:Publish|ssm:PutParameter|sts:AssumeRole|tag:(?:Unt|T)agResources|logs:\w+|sqs:SendMessage|scheduler:\w+|(?:directconnect|ecs|eks|lambda):(?:Unt|T)agResource|ec2:(?:Create|Delete)Tags|(?:elasticache|rds):(?:Add|Remove)Tags(?:To|From)Resource|kinesis:(?:Add|Remove)Tags(?:To|From)Stream)$/;

test('a fault that is not granted is found', () => {
  const scale = catalogue.find(({ id }) => id === 'squall:ecs:scale-to-zero')!;
  const without = rulesOf(of('experiments', 'undo')).filter(({ actions }) => !actions.includes('ecs:UpdateService'));
  expect(refused(scale, doers[1], without)).toContain(`ecs:UpdateService on ${arnOf('ecs:service', 1, home)}`);
});
