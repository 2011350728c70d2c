import { globSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import {
  formatProblem,
  readDocument,
  readExperiment,
  readExperimentWithWorld,
  readWorld,
} from '../../../../apps/documents/read.ts';
import { problem } from '../../../../core/validation/problem.ts';

const root = join(import.meta.dirname, '../../../..');
const scratch = mkdtempSync(join(tmpdir(), 'squall-read-'));
afterAll(() => rmSync(scratch, { recursive: true }));

const smallest = readFileSync(join(root, 'test/fixtures/documents/smallest.yaml'), 'utf8');
const written = (name: string, text: string) => {
  writeFileSync(join(scratch, name), text);
  return join(scratch, name);
};
const told = (read: object) =>
  'problems' in read ? (read.problems as Parameters<typeof formatProblem>[0][]).map(formatProblem) : [];

describe('every file that we ship is valid', () => {
  const experiments = globSync('templates/{experiments,certification,rollouts,monkeys}/*/experiment.yaml', {
    cwd: root,
  });
  const worlds = globSync('templates/worlds/*.yaml', { cwd: root });
  const all = globSync('templates/**/*.{yaml,yml,json}', { cwd: root }).filter((file) =>
    /^kind: (?:Experiment|World)$/m.test(readFileSync(join(root, file), 'utf8')),
  );

  test('there are some, and none of another sort', () => {
    expect(experiments.length).toBeGreaterThanOrEqual(7);
    expect(worlds.length).toBeGreaterThanOrEqual(2);
    expect(all.length).toBe(experiments.length + worlds.length);
  });
  test.each(experiments)('%s', (file) => {
    expect(told(readExperimentWithWorld(join(root, file)))).toEqual([]);
    expect(readFileSync(join(root, file), 'utf8')).toMatch(
      /^# yaml-language-server: \$schema=(?:\.\.\/)+experiment\.schema\.json\n/,
    );
  });
  test.each(worlds)('%s', (file) => expect(told(readWorld(join(root, file)))).toEqual([]));
  test('the whole format', () =>
    expect(told(readExperimentWithWorld(join(root, 'test/fixtures/documents/whole-format.yaml')))).toEqual([]));
});

describe('a good file', () => {
  test('is read as YAML and as JSON alike', () => {
    const yaml = readExperiment(written('a.yaml', smallest));
    const json = readExperiment(written('a.json', JSON.stringify(parse(smallest))));
    expect(yaml).toMatchObject({ kind: 'Experiment', experiment: { metadata: { name: 'terminate-one' } } });
    expect('experiment' in json && json.experiment).toEqual('experiment' in yaml && yaml.experiment);
  });
  test('may use an anchor, and a problem there has the line of the anchor', () => {
    const shared = smallest
      .replace('when: [before, during, after]', 'when: &all [before, during, after]')
      .replace('  recovery:', '    - { id: other, alarm: { name: x }, when: *all }\n  recovery:');
    expect(told(readExperiment(written('anchor.yaml', shared)))).toEqual([]);
    const wrong = shared.replace('during, after]', 'durin, after]');
    expect(told(readExperiment(written('anchor.yaml', wrong)))).toEqual([
      expect.stringMatching(/:15:27: hypothesis\.probes\[0\]\.when\[1\]: /),
      expect.stringMatching(/:15:27: hypothesis\.probes\[1\]\.when\[1\]: /),
    ]);
  });
  test('has its kind looked at', () => {
    expect(readDocument(written('a.yaml', smallest))).toMatchObject({ kind: 'Experiment' });
    expect(readDocument(join(root, 'templates/worlds/shop.yaml'))).toMatchObject({ kind: 'World' });
  });
  test('gives later problems their place', () => {
    const read = readExperiment(written('a.yaml', smallest));
    const later = problem(['parameters', 'size'], { found: 'x', allowed: 'y' });
    expect('locate' in read && formatProblem(read.locate(later))).toMatch(
      /a\.yaml:5:9: parameters\.size: found x; allowed: y$/,
    );
  });
});

describe('positions', () => {
  const at = (text: string) =>
    told(readExperiment(written('p.yaml', text))).map((line) => line.slice(join(scratch, 'p.yaml').length));

  test('a value, a key, a missing key at its parent, a missing item of a list at its dash', () => {
    expect(at(smallest.replace('PT30M', 'soon'))).toEqual([expect.stringMatching(/^:30:14: maxDuration: /)]);
    expect(at(smallest.replace('  hold', 'hold').replace('hold:', 'hodl:'))).toEqual([
      expect.stringMatching(/^:16:29: hypothesis\.recovery\.hodl: /),
    ]);
    expect(at(smallest.replace(', hold: PT2M', ''))).toEqual([
      expect.stringMatching(/^:16:3: hypothesis\.recovery\.hold: found nothing/),
    ]);
    expect(at(smallest.replace('    - id: success-rate\n      cloudwatch', '    - cloudwatch'))).toEqual([
      expect.stringMatching(/^:12:7: hypothesis\.probes\[0\]\.id: found nothing/),
    ]);
    expect(at(smallest.replace('environment: staging\n', ''))).toEqual([
      expect.stringMatching(/^:1:1: environment: found nothing/),
    ]);
  });
  test('a key with nothing behind it', () =>
    expect(at(smallest.replace('maxDuration: PT30M', 'maxDuration:'))).toEqual([
      expect.stringMatching(/^:30:1[23]: maxDuration: found an empty value/),
    ]));
  test('lines that end as on Windows, and a byte order mark', () =>
    expect(at(`\ufeff${smallest.replace('PT30M', 'soon').replaceAll('\n', '\r\n')}`)).toEqual([
      expect.stringMatching(/^:30:14: maxDuration: /),
    ]));
});

describe('the world of an experiment', () => {
  const withWorld = (world: string) =>
    told(readExperimentWithWorld(written('w.yaml', smallest.replace(/world: .*/, world))));

  test('is found from the folder of the experiment', () => {
    writeFileSync(join(scratch, 'shop.yaml'), readFileSync(join(root, 'templates/worlds/shop.yaml')));
    expect(
      readExperimentWithWorld(written('w.yaml', smallest.replace(/world: .*/, 'world: ./shop.yaml'))),
    ).toMatchObject({
      experiment: { metadata: { name: 'terminate-one' } },
      world: { metadata: { name: 'shop' } },
      worldFile: join(scratch, 'shop.yaml'),
    });
  });
  test('is named when it is missing, a folder, a device, absolute, or not said', () => {
    expect(withWorld('world: ../nowhere.yaml')).toEqual([
      expect.stringMatching(/w\.yaml:7:8: world: found "\.\.\/nowhere\.yaml", and no such file \(.*nowhere\.yaml\)/),
    ]);
    expect(withWorld('world: ./')).toEqual([
      expect.stringMatching(/w\.yaml:7:8: world: found "\.\/", which is not a file/),
    ]);
    symlinkSync('/dev/zero', join(scratch, 'zero.yaml'));
    expect(withWorld('world: zero.yaml')).toEqual([expect.stringMatching(/which is not a file/)]);
    expect(withWorld('world: /etc/hosts')).toEqual([expect.stringMatching(/found the absolute path/)]);
    expect(withWorld('# none')).toEqual([
      expect.stringMatching(/w\.yaml:1:1: world: found nothing; allowed: .*a rehearsal needs one/),
    ]);
  });
  test('has problems of its own, in its own file', () => {
    written('bad.yaml', 'kind: World\n');
    expect(withWorld('world: bad.yaml')[0]).toMatch(/bad\.yaml:1:1: apiVersion: found nothing; allowed: squall\/v1$/);
    expect(withWorld('world: w.yaml')).toEqual([
      expect.stringMatching(/w\.yaml:2:7: kind: found a file of kind Experiment; allowed: a file of kind World/),
    ]);
  });
});
