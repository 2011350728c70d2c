import { describe, expect, it } from 'vitest';
import { approval } from '../../../../core/guardrails/approval.ts';
import { planOf, ports, question } from '../../../fixtures/decisions/question.ts';
import { zoneDrill } from '../../../fixtures/history/definition.ts';

describe('approval', () => {
  const asked = (startedBy: string | undefined, platform: 'aws' | 'simulated' = 'simulated', within = 'staging') => {
    const guardrails = { ...zoneDrill.guardrails, approval: { count: 1, in: [within] } };
    const stage = { ...ports().stage, platform };
    return approval.check(question({ plan: planOf({ guardrails }), startedBy }), ports({ stage }));
  };

  it('passes a plan without a starter, and a starter that an approver can be told from', async () => {
    expect(await asked(undefined)).toBeUndefined();
    expect(await asked('ada')).toBeUndefined();
    expect(await asked('arn:aws:iam::111122223333:user/ada', 'aws')).toBeUndefined();
    expect(await asked('schedule weekly', 'aws')).toBeUndefined();
  });

  it('refuses a starter that nobody names, and in AWS one that is no identity', async () => {
    expect((await asked('unknown'))?.why).toContain('start it with startedBy');
    expect((await asked('ada', 'aws'))?.why).toMatch(/^ada cannot be told from .*aws sts get-caller-identity/);
  });

  it('asks nothing where no approval is needed', async () => {
    expect(await asked('unknown', 'aws', 'production')).toBeUndefined();
  });

  it('cannot be evaluated where nobody says what platform it is: refuses', async () => {
    const guardrails = { ...zoneDrill.guardrails, approval: { count: 1, in: ['staging'] } };
    const asked = question({ plan: planOf({ guardrails }), startedBy: 'ada' });
    expect((await approval.check(asked, ports({ stage: undefined as never })))?.why).toContain('could not be checked');
  });
});
