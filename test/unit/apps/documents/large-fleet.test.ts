import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { largeFleet, largeFleetFile } from '../../../../apps/documents/large-fleet.ts';

test('the large fleet is as it is kept: npm run generate writes it', () => {
  expect(readFileSync(largeFleetFile, 'utf8')).toBe(largeFleet());
  expect(largeFleet().match(/kind: auto-scaling-group/g)).toHaveLength(300);
});
