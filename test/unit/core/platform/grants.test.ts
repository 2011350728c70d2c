import { expect, test } from 'vitest';
import { granted } from '../../../../core/platform/grants.ts';
import { grantsSaid, sourceSaid } from '../../../../core/platform/said.ts';

const asked = { person: 'arn:aws:sts::111122223333:assumed-role/sre/ada', owner: 'checkout-sre', service: 'checkout' };
const to = (people: string[], rest: object = {}) => granted({ people, ...rest }, asked);

test.each([
  ['arn:aws:sts::111122223333:assumed-role/sre/ada', true],
  ['ARN:aws:sts::111122223333:assumed-role/SRE/ada', true],
  ['arn:aws:sts::111122223333:assumed-role/sre/*', true],
  ['*/ada', true],
  ['*', true],
  ['arn:*:assumed-role/*/ada', true],
  ['arn:aws:sts::*:assumed-role/sre/ada*', true],
  ['ada', false],
  ['arn:aws:sts::111122223333:assumed-role/sre/ad', false],
  ['arn:aws:sts::111122223333:assumed-role/sre/*d*a*a', false],
  ['arn:aws:sts::111122223333:assumed-role/sr./ada', false],
  ['arn:aws:sts::999988887777:*', false],
  // Ends may not share letters: this name is shorter than the two of them together.
  ['arn:aws:sts::111122223333:assumed-role/sre/ada*ada', false],
])('%s', (pattern, answer) => {
  expect(to([pattern])).toBe(answer);
  expect(to(['someone', pattern])).toBe(answer);
});

test('owners and services that are named are the only ones', () => {
  expect(to(['*'], { owners: ['checkout-*'], services: ['search', 'checkout'] })).toBe(true);
  expect(to(['*'], { owners: ['search-sre'] })).toBe(false);
  expect(to(['*'], { services: ['checkouts'] })).toBe(false);
});

test('a pattern of many stars takes no longer than it is long', () => {
  expect(granted({ people: [`${'*a'.repeat(400)}b`] }, { ...asked, person: 'a'.repeat(900) })).toBe(false);
});

test('what nobody watches and what anybody may is said', () => {
  expect(sourceSaid('none', 'incident')).toBe('none: nothing keeps a run from starting during an incident');
  expect(sourceSaid({ alarms: ['one', 'two'] }, 'deployment')).toContain('alarms one, two');
  expect(grantsSaid(undefined)).toBe('whoever may start a run');
  expect(grantsSaid([{ people: ['*/ada'], owners: ['a'], services: ['b', 'c'] }, { people: ['bob'] }])).toBe(
    'only */ada of a on b, c; bob',
  );
});
