import { expect, test } from 'vitest';
import { describeFound, isSecretKey, quoted } from '../../../../core/validation/found.ts';

test('values are told with their type, shortened', () => {
  const told: [unknown, string][] = [
    [undefined, 'nothing'],
    [null, 'an empty value'],
    ['', 'empty text'],
    ['PT10', 'the text "PT10"'],
    [5, 'the number 5'],
    [false, 'false'],
    [[], 'an empty list'],
    [[1, 2], 'a list of 2'],
    [{}, 'an object without keys'],
    [{ a: 1, 'b c': 2 }, 'an object with a, "b c"'],
    [{ a: 1, b: 1, c: 1, d: 1, e: 1 }, 'an object with a, b, c, d, …'],
  ];
  for (const [value, text] of told) expect(describeFound(value)).toBe(text);
  expect(describeFound('x'.repeat(500)).length).toBeLessThan(80);
});

test('nothing of a value is shown below a key that looks like a secret', () => {
  for (const key of [
    'password',
    'apiToken',
    'client_secret',
    'DB_PASSWORD',
    'access-key',
    'AccessKeyId',
    'credentials',
    'apikey',
  ])
    expect(isSecretKey(key), key).toBe(true);
  for (const key of ['monkey', 'keyboard', 'tokens-per-second', 'zone', 'passenger', 'secretary', 'stopAlarms'])
    expect(isSecretKey(key), key).toBe(false);
  expect(describeFound('hunter2', ['tags', 'password'])).toBe('[hidden]');
  expect(describeFound(['hunter2'], ['secret', 0])).toBe('[hidden]');
  expect(describeFound(undefined, ['password'])).toBe('nothing');
});

test('neither user and password of a URL, nor control characters, reach the screen', () => {
  expect(quoted('https://me:hunter2@host/x')).toBe('"https://[hidden]@host/x"');
  expect(quoted('a\u001b[31m\n')).not.toMatch(/\p{Cc}/u);
  expect(describeFound({ 'a\u001b[31m': 1 })).not.toMatch(/\p{Cc}/u);
});
