import { expect, it } from 'vitest';
import { sharesOf } from '../../../../../simulator/traffic/closed-form/balancing.ts';

it.each(['round-robin', 'random', 'least-outstanding', 'two-choices'])('%s divides evenly over equals', (policy) => {
  for (const share of sharesOf(policy, 2, [50, 50, 50, 50])) expect(share).toBeCloseTo(0.25, 9);
});

it('only a load balancer that looks avoids slow targets', () => {
  expect(sharesOf('round-robin', 0.2, [50, 500])).toEqual([0.5, 0.5]);
  const [quick, slow] = sharesOf('least-outstanding', 0.2, [50, 500]);
  expect(quick! + slow!).toBeCloseTo(1, 9);
  expect(quick! / slow!).toBeGreaterThan(3);
});

it('divides a trickle evenly, and a flood by speed', () => {
  const ratio = (rate: number) => {
    const [quick, slow] = sharesOf('least-outstanding', rate, [50, 500]);
    return quick! / slow!;
  };
  expect(ratio(1e-6)).toBeCloseTo(1, 2);
  // At level k every target holds between k and k + 1, so rates are as 1 / hold to within 1 / k.
  expect(ratio(1)).toBeGreaterThan(9);
  expect(ratio(1)).toBeLessThan(11);
});
