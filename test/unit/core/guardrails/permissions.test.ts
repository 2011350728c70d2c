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

  it('refuses what could be injected and not taken back, with who would have to', async () => {
    const undoer = 'arn:aws:iam::111122223333:role/squall-staging-undo';
    const stuck: Denial = { ...denial, action: 'ec2:StartInstances', why: 'a policy denies it' };
    const answer = ({ phase }: PermissionQuestion): PermissionAnswer =>
      phase === 'undo' ? { asked: true, role: undoer, denied: [stuck] } : { asked: true, role, denied: [] };
    expect((await permissions.check(question(), answering(answer)))?.why).toBe(
      `${undoer} may not do ec2:StartInstances on arn:of:i-1 (a policy denies it), so that what is injected could not be taken back: deploy the platform of this version, or have whoever owns the policy that stands in the way let it`,
    );
  });

  it('passes what it may do, and asks for each account and provider by itself', async () => {
    expect(await permissions.check(question(), denied())).toBeUndefined();
    expect(asked.map(({ phase }) => phase)).toEqual(['inject', 'undo']);
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
    expect(asked.map(({ phase, account }) => `${phase} ${account}`)).toEqual([
      'inject 111122223333',
      'inject 999988887777',
      'undo 111122223333',
      'undo 999988887777',
    ]);
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
    const waiting = { ...step!, provider: 'squall' as const, action: 'squall:toxiproxy:down', targets: {} };
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
