import { describe, expect, it } from 'vitest';
import { quotas } from '../../../../core/guardrails/quotas.ts';
import type { PlannedStep } from '../../../../core/plan/plan.ts';
import type { Place } from '../../../../core/targets/places.ts';
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

  it('names no account where there is only one', async () => {
    const bare = (over: Partial<PlannedStep>) =>
      steps(1, { targets: { Instances: ['a', 'b', 'c', 'd', 'e', 'f'] }, ...over });
    expect(await why(bare({}), ['a'], async () => 6)).toContain(
      '6 experiments of FIS run in the account, and it takes 5',
    );
    const asked = question({ plan: planOf({}, { steps: bare({}) }) });
    expect((await quotas.check(asked, ports()))?.why).toContain('and FIS takes 5 of them: choose fewer');
  });

  it('leaves alone what FIS does not do, and counts no stop alarm that nobody named', async () => {
    expect(await why(steps(11, { provider: 'squall', duration: 13 * 3_600_000 }))).toBeUndefined();
    const none = question({ plan: planOf({ guardrails: {} }, { steps: steps(2) }) });
    expect(await quotas.check(none, ports())).toBeUndefined();
  });

  it('asks about the place that is acted in, and about none where FIS does nothing', async () => {
    const asked: (Place | undefined)[] = [];
    const active = async (place?: Place) => {
      asked.push(place);
      return 0;
    };
    await why(steps(2, { targets: { Instances: ['arn:aws:ec2:eu-central-1:999988887777:instance/i-1'] } }), [], active);
    await why(steps(1, { targets: {} }), [], active);
    await why(steps(1, { provider: 'squall' }), [], active);
    expect(asked).toEqual([{ account: '999988887777', region: 'eu-central-1' }, {}]);
  });

  it('refuses more actions at once, longer ones, and more stop alarms of the account', async () => {
    expect(await why(steps(11))).toContain('wave 1 has 11 actions, and FIS takes 10 at once');
    expect(await why(steps(1, { duration: 12 * 3_600_000 + 1 }))).toContain('step-0 takes 13 h, and FIS takes 12 h');
    const here = [1, 2, 3, 4, 5].map((n) => alarmIn('111122223333', n));
    expect(await why(steps(1), [...here, 'six'])).toContain('wave 1 has 6 stop alarms, and FIS takes 5');
    expect(await why(steps(1), [...here, alarmIn('999988887777', 6)])).toBeUndefined();
    const elsewhere = alarmIn('111122223333', 6).replace('eu-central-1', 'eu-west-1');
    expect(await why(steps(1), [...here, elsewhere])).toBeUndefined();
  });

  it.each([
    ['squall:host:process-pause', 'Instances', 'squall', 50],
    ['squall:elb:detach-targets', 'Instances', 'squall', 100],
    ['aws:eks:inject-kubernetes-custom-resource', 'Cluster', 'fis', 1],
  ] as const)(
    'refuses more targets than %s takes in one step, and takes the last of them',
    async (action, key, provider, taken) => {
      const of = (count: number) =>
        steps(1, { action, provider, targets: { [key]: Array.from({ length: count }, (_, n) => `target-${n}`) } });
      expect(await why(of(taken))).toBeUndefined();
      const refusal = await why(of(taken + 1));
      expect(refusal).toMatch(
        new RegExp(`^step step-0 has ${taken + 1} of type .* as ${key}, and ${action} takes ${taken} in one step`),
      );
    },
  );

  describe('of targets that FIS cannot be told of', () => {
    const asked = async (action: string, targets: PlannedStep['targets'], most: number) => {
      const mostByTag = async () => most;
      const given = question({ plan: planOf({}, { steps: steps(1, { action, targets }) }) });
      return (await quotas.check(given, ports({ faults: { ...ports().faults, mostByTag } })))?.why;
    };
    const of = (arn: string, count: number) => Array.from({ length: count }, (_, n) => arn + n);
    const role = 'arn:aws:iam::111122223333:role/r';
    const group = 'arn:aws:autoscaling:eu-central-1:111122223333:autoScalingGroup:1:autoScalingGroupName/g';

    it.each([
      ['aws:s3:bucket-pause-replication', 'Buckets', of('arn:aws:s3:::b', 1), /by their tags alone.*squall export/],
      ['aws:ec2:api-insufficient-instance-capacity-error', 'Roles', of(role, 6), /FIS takes 5 of type iam:role by/],
      [
        'aws:ec2:asg-insufficient-instance-capacity-error',
        'AutoScalingGroups',
        of(group, 6),
        /choose fewer with select/,
      ],
    ])('%s is refused in planning, with what to do', async (action, key, arns, said) => {
      expect(await asked(action, { [key]: arns }, 0)).toMatch(said);
    });

    it('leaves those that FIS is told of by ARN', async () => {
      expect(
        await asked('aws:ec2:api-insufficient-instance-capacity-error', { Roles: of(role, 5) }, 0),
      ).toBeUndefined();
    });

    it('goes by who injects: a world finds what FIS cannot be told of', async () => {
      expect(await asked('aws:s3:bucket-pause-replication', { Buckets: of('arn:aws:s3:::b', 5) }, 5)).toBeUndefined();
    });
  });

  describe('of targets that FIS finds by a tag', () => {
    const arns = (count: number, from = 0, account = '111122223333') =>
      Array.from({ length: count }, (_, i) => `arn:aws:ec2:eu-central-1:${account}:instance/i-${from + i}`);
    const hitting = (Instances: readonly string[], over: Partial<PlannedStep> = {}) =>
      steps(1, { targets: { Instances }, ...over })[0]!;
    const asked: (readonly [string, Place | undefined])[] = [];
    const judged = async (own: readonly PlannedStep[], most: number) => {
      asked.length = 0;
      const mostByTag = async (action: string, place?: Place) => {
        asked.push([action, place]);
        return most;
      };
      const over = ports({ faults: { ...ports().faults, mostByTag } });
      return (await quotas.check(question({ plan: planOf({}, { steps: own }) }), over))?.why;
    };

    it('refuses more than the account is let have, and passes the last that it is', async () => {
      expect(await judged([hitting(arns(13))], 12)).toBe(
        `wave 1 has 13 targets of ${step!.action}, and FIS takes 12 of them in account 111122223333: choose fewer, or ask Service Quotas for more`,
      );
      expect(await judged([hitting(arns(12))], 12)).toBeUndefined();
    });

    it('counts what one wave hits with one action once, whichever of its steps names it', async () => {
      const twice = (other: Partial<PlannedStep>) => [hitting(arns(8)), hitting(arns(8, 6), { id: 'other', ...other })];
      expect(await judged(twice({}), 13)).toContain('wave 1 has 14 targets');
      expect(await judged(twice({}), 14)).toBeUndefined();
      expect(await judged(twice({ wave: 2 }), 8)).toBeUndefined();
      expect(await judged(twice({ action: 'aws:ec2:reboot-instances' }), 8)).toBeUndefined();
    });

    it('asks about the account that is acted in, and about nothing that FIS is told by ARN', async () => {
      await judged([hitting(arns(6, 0, '999988887777')), hitting(arns(5), { wave: 2 })], 6);
      expect(asked).toEqual([[step!.action, { account: '999988887777', region: 'eu-central-1' }]]);
      await judged([hitting(arns(9), { provider: 'squall' })], 0);
      expect(asked).toEqual([]);
      await judged([hitting(['a', 'b', 'c', 'd', 'e', 'f'])], 6);
      expect(asked).toEqual([[step!.action, {}]]);
    });

    it('does not go by what AWS grants unasked when Service Quotas cannot be read: refuses', async () => {
      const over = ports({ faults: { ...ports().faults, mostByTag: broken } });
      const asking = (count: number) => question({ plan: planOf({}, { steps: [hitting(arns(count))] }) });
      expect((await quotas.check(asking(6), over))?.why).toBe('it could not be checked: throttled');
      expect(await quotas.check(asking(5), over)).toBeUndefined();
    });
  });

  it('cannot be evaluated when FIS does not tell what runs: refuses', async () => {
    expect(await why(steps(1), ['a'], broken)).toBe('it could not be checked: throttled');
  });
});
