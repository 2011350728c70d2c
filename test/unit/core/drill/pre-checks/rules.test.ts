import { describe, expect, it } from 'vitest';
import { validateDrill } from '../../../../../core/drill/validate.ts';
import { drillWith } from '../fixture.ts';
import { metric } from './question.ts';

const load = { home: metric('Home'), away: metric('Away') };
const fieldsOf = (headroom: object, over = {}) => {
  const valid = validateDrill(drillWith({ preChecks: { headroom: [{ service: 'payments', ...headroom }] }, ...over }));
  return valid.ok ? [] : valid.problems.map(({ field, allowed }) => `${field}: ${allowed}`);
};
const counted =
  'members.home and members.away, whose load balancers count what arrives, or load with metrics of your own';
const one = 'one of them, or neither with members.home and members.away, whose load balancers count what arrives';
const path = 'preChecks.headroom[0]';

describe('what a drill says for its pre-checks', () => {
  it.each([
    ['load and a maximum', { load, atMost: 800 }],
    ['load and members', { load, perMember: 40, members: { away: 'web' } }],
    ['members before whom load balancers stand', { perMember: 40, members: { home: 'web', away: 'web' } }],
    ['utilisation and members', { utilisation: load, members: { home: 'web', away: 'web' } }],
  ])('is enough: %s', (_what, headroom) => expect(fieldsOf(headroom)).toEqual([]));

  it.each([
    ['nothing to measure', { atMost: 1, members: { away: 'web' } }, `${path}: ${counted}`],
    ['two measures', { load, utilisation: load, atMost: 1 }, `${path}: ${one}`],
    [
      'nothing but members',
      { members: { home: 'web', away: 'web' } },
      `${path}: perMember with members.away, or atMost`,
    ],
    ['no capacity', { load }, `${path}: perMember with members.away, or atMost`],
    ['no members', { load, perMember: 1 }, `${path}: members.away, the target whose members serve it`],
    ['members of nobody', { load, perMember: 1, members: { away: 'none' } }, `${path}.members.away: network, web`],
    ['utilisation of nobody', { utilisation: load }, `${path}: members.home and members.away`],
    [
      'two periods',
      { load: { ...load, away: { ...load.away, period: 'PT5M' } }, atMost: 1 },
      `${path}.load.away: Sum of PT1M, as at home`,
    ],
  ])('is not: %s', (_what, headroom, said) => expect(fieldsOf(headroom)).toEqual([said]));

  it('asks a zone for no other place', () => {
    const zone = { evacuate: { zone: 'euc1-az1' }, into: undefined };
    expect(fieldsOf({ load, perMember: 1, members: { home: 'web' } }, zone)).toEqual([
      `${path}.load.away: nothing: home is measured over all zones`,
    ]);
    const present = { preChecks: { present: { secrets: ['pay/db'] } }, ...zone };
    expect(fieldsOf({}, present)).toEqual([
      'preChecks.present: nothing: they are of the Region, whose other zones take over',
    ]);
  });
});
