import { expect, test } from 'vitest';
import { isCaller, samePerson } from '../../../../core/history/person.ts';

const user = (name: string, account = '111122223333') => `arn:aws:iam::${account}:user/${name}`;
const session = (role: string, name: string, account = '111122223333') =>
  `arn:aws:sts::${account}:assumed-role/${role}/${name}`;
const center = 'AWSReservedSSO_Operator_0123456789abcdef';
const otherSet = 'AWSReservedSSO_Approver_fedcba9876543210';

test.each([
  ['a name in another case', 'Ada', ' ada', true],
  ['two names', 'ada', 'bob', false],
  ['two users', user('ada'), user('bob'), false],
  ['one name in two accounts', user('ada'), user('ada', '444455556666'), false],
  ['two sessions of a role, whose names anyone chooses', session('operator', 'ada'), session('operator', 'bob'), true],
  ['one session name under two roles', session('operator', 'ada'), session('approver', 'ada'), false],
  ['one role name in two accounts', session('operator', 'ada'), session('operator', 'ada', '444455556666'), false],
  ['two users of Identity Center', session(center, 'ada@shop.example'), session(center, 'bob@shop.example'), false],
  [
    'one of them under two permission sets',
    session(center, 'ada@shop.example'),
    session(otherSet, 'ada@shop.example'),
    true,
  ],
  [
    'and in two accounts',
    session(center, 'Ada@shop.example'),
    session(center, 'ada@shop.example', '444455556666'),
    true,
  ],
])('%s: %s and %s', (_what, one, other, same) => {
  expect(samePerson(one, other)).toBe(same);
  expect(samePerson(other, one)).toBe(same);
});

test.each([
  [user('team/ada'), true],
  ['arn:aws-us-gov:iam::111122223333:root', true],
  [session('operator', 'ada'), true],
  ['arn:aws:sts::111122223333:federated-user/ada', false],
  ['arn:aws:iam::111122223333:role/operator', false],
  ['ada', false],
  ['schedule weekly', false],
])('%s can be told from others: %s', (identity, told) => {
  expect(isCaller(identity)).toBe(told);
});
