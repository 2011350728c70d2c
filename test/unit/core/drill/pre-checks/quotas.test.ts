import { describe, expect, it } from 'vitest';
import type { Known } from '../../../../../core/conformity/known.ts';
import { notKnown } from '../../../../../core/conformity/known.ts';
import { quotasCheck } from '../../../../../core/drill/pre-checks/quotas.ts';
import type { QuotaUse } from '../../../../../core/ports/standby.ts';
import { planned, ports, question } from './question.ts';

const group = (name: string) =>
  `arn:aws:autoscaling:eu-west-1:111122223333:autoScalingGroup:u:autoScalingGroupName/${name}`;
const grow = (parameters: Record<string, string>, ...names: readonly string[]) =>
  planned({
    id: 'grow',
    action: 'squall:autoscaling:raise-capacity',
    parameters,
    targets: { AutoScalingGroups: names.map(group) },
  });
const use = (more: number, over: Partial<QuotaUse> = {}): QuotaUse => ({
  what: 'vCPUs of On-Demand Standard instances',
  where: { account: '111122223333', region: 'eu-west-1' },
  most: 32,
  used: 8,
  more,
  ...over,
});
/** Each group is told to have three members. */
const answering = (uses: (by: number) => Known<readonly QuotaUse[]>) =>
  ports(
    {},
    {
      resources: {
        ...ports().resources,
        snapshot: async (ids) =>
          ids.map((id) => ({ id, type: 'ec2:autoscaling-group', at: 0, exists: true, state: { desired: 3 } })),
      },
      standby: { ...ports().standby, quotas: async (growth) => growth.map(({ by }) => uses(by)) },
    },
  );
const look = (steps: readonly ReturnType<typeof grow>[], uses: (by: number) => Known<readonly QuotaUse[]>) =>
  quotasCheck.look(question({}, { steps }), answering(uses));

describe('quotas', () => {
  it('are ok up to the last of them, of what is not there yet', async () => {
    expect(await look([grow({ desired: '6' }, 'web')], (by) => [use(by * 8)])).toEqual([
      {
        check: 'quotas',
        of: 'vCPUs of On-Demand Standard instances, eu-west-1 of 111122223333',
        state: 'ok',
        measured: '8 + 24 = 32',
        needed: 'at most 32',
      },
    ]);
    expect(await look([grow({ percent: '300' }, 'web')], () => [])).toMatchObject([
      { of: 'web', state: 'ok', measured: '6 more', needed: 'no quota bounds it' },
    ]);
  });

  it('fail where groups together take more than there is', async () => {
    const found = await look([grow({ desired: '5' }, 'web', 'jobs')], (by) => [use(by * 7)]);
    expect(found).toMatchObject([
      {
        state: 'fails',
        measured: '8 + 28 = 36',
        says: expect.stringMatching(/where 8 of 32 are in use: ask Service Quotas for 4 more$/),
      },
    ]);
  });

  it('cannot be evaluated where nobody tells, or a group does not say how large it is: not known', async () => {
    expect(await look([grow({ desired: '6' }, 'web')], () => notKnown('AccessDenied: no'))).toMatchObject([
      { of: 'web', state: 'unknown', says: expect.stringContaining('AccessDenied') },
    ]);
    const mute = {
      ...ports().resources,
      snapshot: async () => [{ id: group('web'), type: '', at: 0, exists: false, state: {} }],
    };
    const asked = question({}, { steps: [grow({ desired: '6' }, 'web')] });
    expect(await quotasCheck.look(asked, ports({}, { resources: mute }))).toMatchObject([
      { state: 'unknown', says: expect.stringContaining('does not say how many members it is to have') },
    ]);
  });

  it('are not asked where nothing grows', async () => {
    expect(await quotasCheck.look(question(), ports())).toEqual([]);
    expect(await look([grow({ desired: '2' }, 'web')], () => [use(99)])).toEqual([]);
  });
});
