import { describe, expect, it } from 'vitest';
import { permissions } from '../../../../core/guardrails/permissions.ts';
import { toldNothing } from '../../../../core/platform/settings.ts';
import type { Denial, PermissionAnswer, PermissionQuestion } from '../../../../core/ports/permissions.ts';
import { broken, plan, planOf, ports, question } from '../../../fixtures/decisions/question.ts';

const inAws = { ...ports().stage, platform: 'aws', account: '111122223333' } as const;
const role = 'arn:aws:iam::111122223333:role/squall-staging-faults';
const denial: Denial = { action: 'ec2:StopInstances', resource: 'arn:of:i-1', why: 'no policy of it allows it' };

const asked: PermissionQuestion[] = [];
const answering = (answer: (question: PermissionQuestion) => PermissionAnswer, stage = inAws as typeof inAws) => {
  asked.length = 0;
  const over = async (each: PermissionQuestion) => {
    asked.push(each);
    return answer(each);
  };
  return ports({ stage, faults: { ...ports().faults, permissions: over } });
};
const denied = (...all: readonly Denial[]) => answering(() => ({ asked: true, role, denied: all }));

describe('permissions', () => {
  it('refuses what whoever injects may not do, with who, what, on what and what to do', async () => {
    expect((await permissions.check(question(), denied(denial)))?.why).toBe(
      `${role} may not do ec2:StopInstances on arn:of:i-1 (no policy of it allows it): deploy the platform of this version, or have whoever owns the policy that stands in the way let it`,
    );
    expect((await permissions.check(question(), denied(denial, denial, denial)))?.why).toContain(
      'on arn:of:i-1 (no policy of it allows it), and 2 more like it: deploy',
    );
  });

  it('passes what it may do, and asks for each account and provider by itself', async () => {
    expect(await permissions.check(question(), denied())).toBeUndefined();
    expect(asked).toHaveLength(1);
    const [step] = plan().steps;
    const there = {
      ...step!,
      id: 'there',
      targets: { Instances: ['arn:aws:ec2:eu-central-1:999988887777:instance/i-1'] },
    };
    const both = question({ plan: plan({ steps: [step!, there] }) });
    const only = answering(({ account }) => ({
      asked: true,
      role,
      denied: account === '999988887777' ? [{ ...denial, resource: 'arn:there' }] : [],
    }));
    expect((await permissions.check(both, only))?.why).toContain('on arn:there');
    expect(asked.map(({ account }) => account)).toEqual(['111122223333', '999988887777']);
  });

  it('passes where there is no AWS to allow anything, which the plan says', async () => {
    const nobody = { asked: false, why: 'a simulated cloud has no permissions' } as const;
    expect(
      await permissions.check(question(), ports({ faults: { ...ports().faults, permissions: async () => nobody } })),
    ).toBeUndefined();
    expect(
      (
        await permissions.check(
          question(),
          answering(() => nobody),
        )
      )?.why,
    ).toBe('whether the faults are allowed was not asked: a simulated cloud has no permissions');
  });

  it('asks nobody for a plan that needs nothing, or a platform that injects nothing, and passes', async () => {
    const [step] = plan().steps;
    const waiting = { ...step!, action: 'aws:fis:wait', targets: {} };
    expect(
      await permissions.check(question({ plan: planOf({}, { steps: [waiting] }) }), denied(denial)),
    ).toBeUndefined();
    const observing = { ...inAws, settings: { ...toldNothing, profile: 'observe' as const } };
    expect(
      await permissions.check(
        question(),
        answering(() => ({ asked: true, role, denied: [denial] }), observing as never),
      ),
    ).toBeUndefined();
    expect(asked).toEqual([]);
  });

  it('cannot be evaluated when IAM does not answer: refuses', async () => {
    const over = ports({ stage: inAws, faults: { ...ports().faults, permissions: broken } });
    expect((await permissions.check(question(), over))?.why).toBe('it could not be checked: throttled');
  });
});
