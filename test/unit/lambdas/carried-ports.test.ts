import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';

/** What the smaller sets of ports carry: `few-ports.ts`, `stopper-ports.ts`, `telling-ports.ts`. */
const recovery = ['clock', 'executions', 'journal', 'ledger', 'runs', 'stage'];
const stopping = [...recovery, 'faults'];
const telling = [...recovery, 'deadline', 'notices'];

/** The ports that a file of the lifecycle, and what it imports, asks for by name or picks by type. */
function askedFor(file: string, seen = new Set<string>()): ReadonlySet<string> {
  if (seen.has(file)) return new Set();
  seen.add(file);
  const text = readFileSync(file, 'utf8');
  const found = new Set([...text.matchAll(/\bports\.(\w+)\b(?!')/g)].map(([, port = '']) => port));
  for (const [, picked = ''] of text.matchAll(/Pick<Ports, ([^>]+)>/g))
    for (const [, port = ''] of picked.matchAll(/'(\w+)'/g)) found.add(port);
  for (const [, path = ''] of text.matchAll(/^import (?!type)[^;]*? from '(\.[^']+)';$/gm))
    for (const port of askedFor(join(dirname(file), path), seen)) found.add(port);
  return found;
}

test.each([
  ['hand-over', recovery],
  ['ensure-recovery', recovery],
  ['safety-net', recovery],
  ['sweep', recovery],
  ['stop-on-alarm', stopping],
  ['abort', stopping],
  ['arm', telling],
  ['conclude', telling],
])('%s asks for no port that its function does not carry', (name, carried) => {
  const asked = [...askedFor(`core/lifecycle/${name}.ts`)].filter((port) => port !== 'ts');
  expect(asked.length).toBeGreaterThan(1);
  expect(asked.filter((port) => !carried.includes(port))).toEqual([]);
});

test('and the reading would notice', () => {
  expect([...askedFor('core/lifecycle/undo.ts')]).toEqual(expect.arrayContaining(['faults', 'ledger']));
  expect([...askedFor('core/lifecycle/verify-after.ts')]).toEqual(expect.arrayContaining(['resources', 'metrics']));
});
