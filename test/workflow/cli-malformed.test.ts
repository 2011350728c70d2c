import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../temporary-folder.ts';
import { experimentOf, root, squall } from './squall-process.ts';

const good = readFileSync(join(root, experimentOf('az-power-interruption')), 'utf8');
const bomb = ['a: &a [x, x, x, x, x, x, x, x, x, x]']
  .concat(
    ['b', 'c', 'd', 'e', 'f', 'g', 'h', 'i'].map((name, i) => {
      const before = String.fromCharCode(97 + i);
      return `${name}: &${name} [${Array.from({ length: 10 }, () => `*${before}`).join(', ')}]`;
    }),
  )
  .join('\n');

/** Name, content, and what the message must name for a person to act on. */
const malformed: readonly (readonly [string, string | Buffer, RegExp])[] = [
  ['wrong-type', good.replace('maxPercent: 34', 'maxPercent: [34]'), /blastRadius\.maxPercent/],
  ['unknown-key', good.replace('blastRadius:', 'blastRadios:'), /blastRadios[\s\S]*blastRadius/],
  ['no-stop-condition', good.replace(/ {2}stopAlarms: .*\n/, ''), /stopAlarms/],
  ['bad-reference', good.replaceAll('${parameters.duration}', '${parameters.duratoin}'), /duratoin[\s\S]*duration/],
  ['yaml-bomb', bomb, /alias/i],
  ['two-documents', `${good}\n---\n${good}`, /document/],
  ['binary', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 1, 2, 3, 255, 254]), /text|UTF-8|binary/i],
  ['empty', '', /empty|nothing/],
  ['huge', `${good}\n${'# padding\n'.repeat(400_000)}`, /bytes|KB|KiB|MB|MiB|large/],
  ['wrong-kind', good.replace('kind: Experiment', 'kind: Experimnet'), /Experimnet[\s\S]*Experiment/],
];

describe.concurrent('malformed files', () => {
  it.each(malformed)('%s exits 2 with a place and a way out, and writes nothing', async (name, content, message) => {
    const place = temporaryFolder('malformed');
    writeFileSync(join(place, `${name}.yaml`), content);
    const answers = [
      await squall(place, ['run', `${name}.yaml`, '--local', '--yes']),
      await squall(place, ['validate', `${name}.yaml`]),
    ];
    for (const { code, stderr, stdout } of answers) {
      expect({ code, stdout }, stderr).toEqual({ code: 2, stdout: '' });
      expect(stderr).toMatch(new RegExp(`${name}\\.yaml:\\d+:\\d+: `));
      expect(stderr).toMatch(message);
      expect(stderr.length).toBeLessThan(4000);
    }
    expect(readdirSync(place)).toEqual([`${name}.yaml`]);
  });

  it('are told all at once, and spoil the good ones beside them', async () => {
    const place = temporaryFolder('malformed');
    for (const [name, content] of malformed) writeFileSync(join(place, `${name}.yaml`), content);
    const files = malformed.map(([name]) => `${name}.yaml`);
    const world = join(root, 'templates/worlds/shop.yaml');
    const { code, stdout, stderr } = await squall(place, ['validate', ...files, world]);
    expect(code).toBe(2);
    for (const file of files) expect(stderr).toContain(`${file}:`);
    expect(stdout).toContain('World shop');
    expect(stderr).toMatch(/problems in 10 of 11 files/);
  });
});
