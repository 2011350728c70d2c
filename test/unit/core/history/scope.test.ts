import { expect, test } from 'vitest';
import { covers, scopeFlag, scopeWords, stoppedBy, switchOver } from '../../../../core/history/scope.ts';

const run = { owner: 'payments', service: 'checkout' };

test('a scope covers its owner, its service, or all', () => {
  expect(covers('all', run)).toBe(true);
  expect(covers('owner:payments', run)).toBe(true);
  expect(covers('service:checkout', run)).toBe(true);
  for (const scope of ['owner:checkout', 'service:payments', 'owner:payment', 'owner:Payments', 'service:'] as const)
    expect(covers(scope, run), scope).toBe(false);
  expect(covers('owner:a:b', { owner: 'a:b', service: '' })).toBe(true);
});

test('the first switch over a run is found, and those over others are not', () => {
  const by = { by: 'ada', reason: 'incident 12', at: 1 };
  const raised = [{ scope: 'owner:search', ...by } as const, { scope: 'service:checkout', ...by } as const];
  expect(switchOver(raised, run)).toEqual(raised[1]);
  expect(switchOver(raised, { owner: 'web', service: 'web' })).toBeUndefined();
});

test('it is said in words, and as a flag that a shell takes', () => {
  expect(stoppedBy({ scope: 'owner:payments', by: 'ada', reason: 'incident 12' })).toBe(
    'ada stopped it: incident 12 (with all runs of owner payments)',
  );
  expect(scopeWords('all')).toBe('all runs');
  expect(scopeWords('service:web: shop')).toBe('all runs on service web: shop');
  expect(scopeFlag('all')).toBe('--all');
  expect(scopeFlag('service:checkout')).toBe('--service checkout');
  expect(scopeFlag('owner:Web "Shop" $HOME')).toBe('--owner "Web \\"Shop\\" \\$HOME"');
});
