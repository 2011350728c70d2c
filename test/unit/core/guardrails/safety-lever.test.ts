import { describe, expect, it } from 'vitest';
import { safetyLever } from '../../../../core/guardrails/safety-lever.ts';
import type { LeverState } from '../../../../core/ports/safety-lever.ts';
import type { Place } from '../../../../core/targets/places.ts';
import { broken, plan, ports, question } from '../../../fixtures/decisions/question.ts';

const asked: (Place | undefined)[] = [];
const lever = (state: (place: Place) => LeverState) => ({
  look: async (place?: Place) => {
    asked.push(place);
    return state(place ?? {});
  },
});
const stage = { ...ports().stage, platform: 'aws', account: '111122223333', region: 'eu-central-1' } as const;

/** Every target of the plan in these accounts, one a step. */
const planIn = (...accounts: readonly string[]) => {
  const [step] = plan().steps;
  return question({
    plan: plan({
      steps: accounts.map((account, i) => ({
        ...step!,
        id: `step-${i}`,
        targets: { Instances: [`arn:aws:ec2:eu-central-1:${account}:instance/i-${i}`] },
      })),
    }),
  });
};

describe('safety-lever', () => {
  it.each(['engaged', 'engaging'] as const)('refuses while it is %s, and says why and what to do', async (status) => {
    const over = ports({ stage, lever: lever(() => ({ status, reason: 'prod is down' })) });
    expect(await safetyLever.check(planIn('111122223333'), over)).toMatchObject({
      rule: 'safety-lever',
      why: `the FIS safety lever of account 111122223333 is ${status} (prod is down): ask whoever engaged it; squall lever disengage --aws lets experiments begin again, those of other teams too`,
    });
  });

  it('looks in every account that the plan acts in, and nowhere else', async () => {
    asked.length = 0;
    const there = lever(({ account, region }) => ({
      status: region === 'eu-west-1' || account === '444455556666' ? 'engaged' : 'disengaged',
    }));
    const refusal = await safetyLever.check(planIn('111122223333', '444455556666'), ports({ stage, lever: there }));
    expect(refusal?.why).toContain('of account 444455556666 is engaged: ask');
    expect(asked).toEqual(['111122223333', '444455556666'].map((account) => ({ account, region: 'eu-central-1' })));
    expect(await safetyLever.check(planIn('111122223333'), ports({ stage, lever: there }))).toBeUndefined();
    const [step] = plan().steps;
    const targets = { Instances: ['arn:aws:ec2:eu-west-1:111122223333:instance/i-1'] };
    const abroad = question({ plan: plan({ steps: [{ ...step!, targets }] }) });
    expect((await safetyLever.check(abroad, ports({ stage, lever: there })))?.why).toContain(
      'of account 111122223333 and Region eu-west-1 is engaged: ask',
    );
  });

  it('looks in the platform’s own account where no target says another', async () => {
    asked.length = 0;
    const [step] = plan().steps;
    const waiting = question({ plan: plan({ steps: [{ ...step!, targets: {} }] }) });
    const engaged = ports({ stage, lever: lever(() => ({ status: 'engaged' })) });
    expect((await safetyLever.check(waiting, engaged))?.why).toContain('of account 111122223333 is engaged: ask');
    expect(asked).toEqual([{ account: '111122223333', region: 'eu-central-1' }]);
  });

  it('refuses without naming an account where accounts have no names', async () => {
    const engaged = ports({ lever: lever(() => ({ status: 'engaged' })) });
    expect((await safetyLever.check(question(), engaged))?.why).toMatch(/^the FIS safety lever is engaged: ask/);
  });

  it('passes while it is disengaged, the one there is where accounts have no names', async () => {
    asked.length = 0;
    expect(
      await safetyLever.check(question(), ports({ lever: lever(() => ({ status: 'disengaged' })) })),
    ).toBeUndefined();
    expect(asked).toEqual([undefined]);
  });

  it('cannot be evaluated when it cannot be read: refuses', async () => {
    expect(await safetyLever.check(question(), ports({ lever: { look: broken } }))).toMatchObject({
      rule: 'safety-lever',
      why: 'it could not be checked: throttled',
    });
  });
});
