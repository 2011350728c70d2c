import { describe, expect, it } from 'vitest';
import { accounts, rule } from '../../../../core/guardrails/accounts.ts';
import type { PlannedStep } from '../../../../core/plan/plan.ts';
import { accountOf, accountsAsked } from '../../../../core/targets/accounts.ts';
import { planOf, ports, question } from '../../../fixtures/decisions/question.ts';

const [home, there] = ['111122223333', '999988887777'];
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
  platform: string | undefined = home,
) => rule.decide(question({ plan: planOf({ guardrails: { stopAlarms: [...stopAlarms] } }, { steps }) }), platform);

describe('accounts', () => {
  it('passes waves of one account each, and what has no target', () => {
    expect(decide([step('a', [home, home]), step('wait', []), step('b', [there], { wave: 2 })])).toBeUndefined();
  });

  it('passes a wave in two, and wants a stop alarm of each of them', () => {
    const both = [step('a', [home]), step('b', [there])];
    expect(decide(both, ['shop-5xx', alarmIn(there)])).toBeUndefined();
    expect(decide(both, ['shop-5xx'])).toContain(`wave 1 acts in account ${there}, and no stop alarm`);
    expect(decide(both, [alarmIn(there)])).toContain(`wave 1 acts in account ${home}, and no stop alarm`);
    expect(decide([step('a', [home]), step('b', [there], { provider: 'squall' })], ['shop-5xx'])).toContain(there);
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
    expect(rule.decide(question({ plan: planOf({ guardrails: {} }, { steps }) }), home)).toBeUndefined();
  });

  it('asks for no alarm where there is one account only', () => {
    expect(decide([step('a', [there])], ['shop-5xx'], '')).toContain('no stop alarm');
    expect(rule.decide(question({ plan: planOf({}, { steps: [step('a', [there])] }) }), undefined)).toBeUndefined();
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
