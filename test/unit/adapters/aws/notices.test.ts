import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { subjectOf } from '../../../../adapters/aws/notices.ts';

test('a subject that SNS takes: printable ASCII, at most 100 characters', () => {
  expect(subjectOf('Lose one zone: held, completed')).toBe('Lose one zone: held, completed');
  expect(subjectOf('Café')).toBe('Cafe');
  expect(subjectOf('  ')).toBe('Squall');
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (text) => {
      expect(subjectOf(text)).toMatch(/^[\x20-\x7e]{1,100}$/);
    }),
  );
});
