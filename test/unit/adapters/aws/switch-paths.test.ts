import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { pathOf, scopeOf } from '../../../../adapters/aws/switch-paths.ts';

const root = '/squall/staging/kill-switches';

test('any owner or service can be written as a name that SSM takes, and read back', () => {
  fc.assert(
    fc.property(fc.constantFrom('owner', 'service'), fc.string({ minLength: 1, unit: 'grapheme' }), (kind, name) => {
      const scope = `${kind}:${name}` as 'owner:x';
      const path = pathOf(root, scope);
      expect(path).toMatch(/^[A-Za-z0-9_./-]+$/);
      expect(scopeOf(root, path)).toBe(scope);
    }),
  );
});

test('typed by hand it is taken as it stands; what says nothing holds back everything', () => {
  expect(scopeOf(root, `${root}/service/web_shop`)).toBe('service:web_shop');
  expect(scopeOf(root, `${root}/all`)).toBe('all');
  expect(scopeOf(root, `${root}/oops`)).toBe('all');
  expect(scopeOf(root, `${root}/team/checkout`)).toBe('all');
});
