import { expect, test } from 'vitest';
import { newRunId } from '../../../../apps/local/run-id.ts';

const noon = Date.UTC(2026, 10, 21, 12, 34, 56, 789);

test('the experiment, the wall time in UTC, and four characters that tell runs of one second apart', () => {
  const ids = Array.from({ length: 50 }, () => newRunId('zone-drill', noon));
  for (const id of ids) expect(id).toMatch(/^zone-drill-20261121-123456-[a-z2-9]{4}$/);
  expect(new Set(ids).size).toBeGreaterThan(45);
});

test('short enough to name an execution, with an attempt behind it', () => {
  expect(`${newRunId('a'.repeat(63), noon)}-r99`.length).toBeLessThanOrEqual(80);
});
