/** I10, whole: every hour of ten years, in every zone of the list. `npm test` samples them. */
import { expect, test } from 'vitest';
import { swept, timeZones, years } from '../fixtures/decisions/forbidden-times.ts';

function* hours() {
  for (let at = years.from; at < years.to; at += 3_600_000) yield at;
}

test.each(timeZones)('%s: nothing outside windows, in blackouts or on holidays', (zone) => {
  const { begun, refused, violation } = swept(zone, hours());
  expect(violation).toBeUndefined();
  expect(begun + refused).toBe(87_648);
  expect(begun).toBeGreaterThan(20_000);
});
