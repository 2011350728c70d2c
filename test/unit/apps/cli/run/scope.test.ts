import { expect, test } from 'vitest';
import { chosenScope, givenReason } from '../../../../../apps/cli/run/scope.ts';

test('one scope is named, or none', () => {
  expect(chosenScope({})).toBeUndefined();
  expect(chosenScope({ owner: 'payments' })).toBe('owner:payments');
  expect(chosenScope({ service: 'web shop' })).toBe('service:web shop');
  expect(chosenScope({ all: true })).toBe('all');
});

test('two are refused, since each is a switch of its own, and so is one without a name', () => {
  expect(() => chosenScope({ owner: 'payments', all: true })).toThrow('give one of --owner, --service and --all');
  expect(() => chosenScope({ owner: 'payments', service: 'web' })).toThrow('give one of');
  expect(() => chosenScope({ owner: ' ' })).toThrow('--owner is empty');
});

test('a reason is asked for, of a length that is kept', () => {
  expect(givenReason('incident 12')).toBe('incident 12');
  for (const none of [undefined, '', '  ']) expect(() => givenReason(none)).toThrow('say why with --reason');
  expect(givenReason('x'.repeat(500))).toHaveLength(500);
  expect(() => givenReason('x'.repeat(501))).toThrow('the reason has 501 characters, and 500 are kept');
});
