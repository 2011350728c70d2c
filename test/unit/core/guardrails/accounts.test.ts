import { describe, expect, it } from 'vitest';
import { accounts, rule } from '../../../../core/guardrails/accounts.ts';
import type { PlannedStep } from '../../../../core/plan/plan.ts';
import { accountOf, accountsAsked } from '../../../../core/targets/accounts.ts';
import type { Place } from '../../../../core/targets/places.ts';
import { planOf, ports, question } from '../../../fixtures/decisions/question.ts';

const [home, there] = ['111122223333', '999988887777'] as const;
const region = 'eu-central-1';
const instance = (account: string) => `arn:aws:ec2:eu-central-1:${account}:instance/i-1`;
const alarmIn = (account: string) => `arn:aws:cloudwatch:eu-central-1:${account}:alarm:shop-5xx`;

const step = (id: string, accounts: readonly string[], over: Partial<PlannedStep> = {}): PlannedStep => ({
  id,
  title: id,
  wave: 1,
  provider: 'fis',
  action: 'aws:ec2:stop-instances',
  parameters: {},
  targets: { Instances: accounts.map(instance) },
  duration: 60_000,
  undo: { by: 'provider', how: 'they are started again' },
  changes: id,
  ...over,
});

const decide = (
  steps: readonly PlannedStep[],
  stopAlarms: readonly string[] = [],
  platform: Place = { account: home, region },
) => rule.decide(question({ plan: planOf({ guardrails: { stopAlarms: [...stopAlarms] } }, { steps }) }), platform);
const instanceIn = (where: string) => ({ Instances: [`arn:aws:ec2:${where}:${home}:instance/i-1`] });
const alarmOf = (where: string) => `arn:aws:cloudwatch:${where}:${home}:alarm:shop-5xx`;

describe('accounts', () => {
  it('passes waves of one account each, and what has no target', () => {
    expect(decide([step('a', [home, home]), step('wait', []), step('b', [there], { wave: 2 })])).toBeUndefined();
  });

  it('passes a wave in two, and wants a stop alarm of each of them', () => {
    const both = [step('a', [home]), step('b', [there])];
    expect(decide(both, ['shop-5xx', alarmIn(there)])).toBeUndefined();
    expect(decide(both, ['shop-5xx'])).toContain(`wave 1 acts in account ${there}, and no stop alarm`);
    expect(decide(both, [alarmIn(there)])).toContain(`wave 1 acts in account ${home}, and no stop alarm`);
  });

  it('wants none for what our own code begins: the stopper ends that, by whichever alarm', () => {
    expect(decide([step('a', [home]), step('b', [there], { provider: 'squall' })], ['shop-5xx'])).toBeUndefined();
  });

  it('wants a stop alarm of each Region where FIS injects, since it goes by no alarm of another', () => {
    const abroad = [step('a', [home]), step('b', [], { targets: instanceIn('eu-west-1') })];
    expect(decide(abroad, ['shop-5xx', alarmOf('eu-west-1')])).toBeUndefined();
    expect(decide(abroad, ['shop-5xx'])).toBe(
      `wave 1 acts in account ${home} and Region eu-west-1, and no stop alarm is of that account and Region, where AWS FIS looks for it: name an alarm of it among the others by its ARN (arn:aws:cloudwatch:eu-west-1:${home}:alarm:NAME)`,
    );
    expect(decide(abroad, [alarmOf('eu-west-1')])).toContain(`wave 1 acts in account ${home}, and no stop alarm`);
    const moved = [step('b', [], { targets: instanceIn('eu-west-1'), provider: 'squall' })];
    expect(decide(moved, ['shop-5xx'])).toBeUndefined();
  });

  it('refuses a step that is in two Regions by itself', () => {
    const both = { Instances: [...instanceIn('eu-west-1').Instances, instance(home)] };
    expect(decide([step('a', [], { targets: both })])).toBe(
      'step a of wave 1 reaches into Regions eu-central-1 and eu-west-1: give each Region a target and a step of its own, which may be of one wave',
    );
  });

  it('refuses a step that is in two by itself', () => {
    expect(decide([step('a', [there, home])])).toContain(
      `step a of wave 1 reaches into accounts ${home} and ${there}: give each account a target and a step of its own`,
    );
  });

  it('wants a stop alarm of the account that is acted in, as soon as there is any', () => {
    expect(decide([step('a', [there])], ['shop-5xx'])).toContain(`wave 1 acts in account ${there}`);
    expect(decide([step('a', [there])], ['shop-5xx', alarmIn(there)])).toBeUndefined();
    expect(decide([step('a', [home])], [alarmIn(there)])).toContain(`wave 1 acts in account ${home}`);
    expect(decide([step('a', [home])], ['shop-5xx'])).toBeUndefined();
    expect(decide([step('a', [home])], [alarmIn(home)])).toBeUndefined();
  });

  it('wants no alarm of a step that acts in no account, nor where nobody named any', () => {
    expect(decide([step('wait', [])], ['shop-5xx'])).toBeUndefined();
    const steps = [step('a', [there])];
    expect(
      rule.decide(question({ plan: planOf({ guardrails: {} }, { steps }) }), { account: home, region }),
    ).toBeUndefined();
  });

  it('asks for no alarm where there is one account only', () => {
    expect(decide([step('a', [there])], ['shop-5xx'], {})).toBeUndefined();
  });
});

describe('accounts, asked', () => {
  it('cannot be evaluated where nobody knows the platform’s own account: refuses', async () => {
    const stage = undefined as never;
    expect((await accounts.check(question(), ports({ stage })))?.why).toContain('it could not be checked');
  });
});

describe('accounts of ids and targets', () => {
  it.each([
    [instance(there), there],
    [alarmIn(home), home],
    ['arn:aws:s3:::bucket', undefined],
    ['i-1', undefined],
  ])('%s', (id, account) => {
    expect(accountOf(id)).toBe(account);
  });

  it('are the platform’s own unless they are named', () => {
    expect(accountsAsked({ tags: { Service: 'web' } })).toEqual([undefined]);
    expect(accountsAsked({ account: there })).toEqual([there]);
    expect(accountsAsked({ ids: [instance(there), instance(there), 'i-2'] })).toEqual([there, undefined]);
  });
});
