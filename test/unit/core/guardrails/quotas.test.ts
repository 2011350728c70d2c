import { describe, expect, it } from 'vitest';
import { quotas } from '../../../../core/guardrails/quotas.ts';
import type { PlannedStep } from '../../../../core/plan/plan.ts';
import { broken, plan, planOf, ports, question } from '../../../fixtures/decisions/question.ts';

const [step] = plan().steps;
const steps = (count: number, over: Partial<PlannedStep> = {}) =>
  Array.from({ length: count }, (_, i): PlannedStep => ({ ...step!, id: `step-${i}`, ...over }));
const why = async (own: readonly PlannedStep[], stopAlarms: readonly string[] = ['a'], active = async () => 0) => {
  const asked = question({ plan: planOf({ guardrails: { stopAlarms: [...stopAlarms] } }, { steps: own }) });
  return (await quotas.check(asked, ports({ faults: { ...ports().faults, active } })))?.why;
};
const alarmIn = (account: string, n: number) => `arn:aws:cloudwatch:eu-central-1:${account}:alarm:a${n}`;

describe('quotas', () => {
  it('passes what FIS takes, to the last of it', async () => {
    expect(await quotas.check(question(), ports())).toBeUndefined();
    expect(await why(steps(10), ['a', 'b', 'c', 'd', 'e'], async () => 4)).toBeUndefined();
    expect(await why(steps(1, { duration: 12 * 3_600_000 }))).toBeUndefined();
    expect(await why([...steps(10), ...steps(10, { wave: 2 })])).toBeUndefined();
  });

  it('refuses while as many experiments run as FIS takes, whoever started them', async () => {
    expect(await why(steps(1), ['a'], async () => 5)).toBe(
      '5 experiments of FIS run in account 111122223333, and it takes 5 at once: wait until one has ended',
    );
  });

  it('asks about the account that is acted in, and about none where FIS does nothing', async () => {
    const asked: (string | undefined)[] = [];
    const active = async (account?: string) => {
      asked.push(account);
      return 0;
    };
    await why(steps(2, { targets: { Instances: ['arn:aws:ec2:eu-central-1:999988887777:instance/i-1'] } }), [], active);
    await why(steps(1, { targets: {} }), [], active);
    await why(steps(1, { provider: 'squall' }), [], active);
    expect(asked).toEqual(['999988887777', undefined]);
  });

  it('refuses more actions at once, longer ones, and more stop alarms of the account', async () => {
    expect(await why(steps(11))).toContain('wave 1 has 11 actions, and FIS takes 10 at once');
    expect(await why(steps(1, { duration: 12 * 3_600_000 + 1 }))).toContain('step-0 takes 13 h, and FIS takes 12 h');
    const here = [1, 2, 3, 4, 5].map((n) => alarmIn('111122223333', n));
    expect(await why(steps(1), [...here, 'six'])).toContain('wave 1 has 6 stop alarms, and FIS takes 5');
    expect(await why(steps(1), [...here, alarmIn('999988887777', 6)])).toBeUndefined();
  });

  it('cannot be evaluated when FIS does not tell what runs: refuses', async () => {
    expect(await why(steps(1), ['a'], broken)).toBe('it could not be checked: throttled');
  });
});
