/** What functions load before they do anything is no more than is aimed at; what they load later is there, and loads. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { beforeAll, expect, test } from 'vitest';
import { type Bundles, bundleFunctions } from '../../lib/constructs/bundle.ts';
import { temporaryFolder } from '../temporary-folder.ts';

const kilobytes = 1024;
/** Seconds of the stopper are exposure. */
const most = { stopper: 350 * kilobytes, other: 700 * kilobytes };

let bundles: Bundles;
beforeAll(async () => {
  bundles = await bundleFunctions(join(import.meta.dirname, '../..'), temporaryFolder('bundles'));
});

test('no function is larger than is aimed at', () => {
  const sizes = Object.entries(bundles.sizes);
  expect(sizes.length).toBeGreaterThan(20);
  const larger = sizes.filter(([entry, bytes]) => bytes > (entry === 'triggers/stop' ? most.stopper : most.other));
  expect(larger).toEqual([]);
});

test('every file of the bundles loads, those too that are loaded when they are needed', async () => {
  const files = [bundles.shared, bundles.stopper].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.mjs'))
      .map((name) => join(folder, name)),
  );
  expect(files.length).toBeGreaterThan(100);
  for (const file of files) await import(pathToFileURL(file).href);
});
