import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import {
  formatProblem,
  readDocument,
  readExperiment,
  readExperimentWithWorld,
} from '../../../../apps/documents/read.ts';

const fixtures = join(import.meta.dirname, '../../../fixtures/malformed');
const scratch = mkdtempSync(join(tmpdir(), 'squall-malformed-'));
afterAll(() => rmSync(scratch, { recursive: true }));

const lines = (file: string, read: (file: string) => object = readExperimentWithWorld) => {
  const answer = read(file) as { problems?: Parameters<typeof formatProblem>[0][] };
  return (answer.problems ?? []).map((problem) => formatProblem(problem).slice(file.length));
};
const fixture = (name: string) => lines(join(fixtures, `${name}.yaml`));

describe('each of ten malformed files says what to do', () => {
  test('wrong type', () =>
    expect(fixture('wrong-type')).toEqual([
      ':14:26: hypothesis.probes[0].expect.atLeast: found the text "high"; allowed: a number, or a reference such as ${parameters.zone}',
      ':30:14: maxDuration: found the number 30; allowed: an ISO 8601 duration such as PT10M, PT1H30M or P7D, or a reference such as ${parameters.duration}',
    ]));

  test('unknown key', () =>
    expect(fixture('unknown-key')).toEqual([
      ':18:3: guardrails.stopAlarm: found the unknown key "stopAlarm"; allowed: stopAlarms, unsafe, stopWhen, windows, holidays, blackouts, minimumGap, approval; did you mean stopAlarms?',
      ':29:5: steps[0].undoo: found the unknown key "undoo"; allowed: id, title, action, fisTemplate, targets, with, undo, after, stands, moves, await, rung; did you mean undo?',
    ]));

  test('missing stop condition', () =>
    expect(fixture('missing-stop-condition')).toEqual([
      ':17:1: guardrails.stopAlarms: found nothing; allowed: the names of the CloudWatch alarms that stop the run, or guardrails.unsafe.noStopCondition with the reason for doing without',
    ]));

  test('bad reference', () =>
    expect(fixture('bad-reference')).toEqual([
      ':24:22: targets.victim.select.count: found "${parameters.sise}", which names no parameter; allowed: ${parameters.size}; did you mean ${parameters.size}?',
      ':28:27: steps[0].targets.Instances: found the text "victm", which names none of the targets; allowed: victim; did you mean victim?',
    ]));

  test('alias bomb', () =>
    expect(fixture('bomb')).toEqual([expect.stringMatching(/found more than 50 aliases; allowed: fewer/)]));

  test('alias bomb of few aliases', () => {
    const file = join(scratch, 'small-bomb.yaml');
    writeFileSync(
      file,
      `a: &a [${'x,'.repeat(7)}]\n${[...'bcdefg'].map((c, i) => `${c}: &${c} [${`*${'abcdef'[i]},`.repeat(7)}]`).join('\n')}`,
    );
    expect(lines(file)).toEqual([expect.stringMatching(/found aliases that multiply into far more than is written/)]);
  });

  test('two documents', () =>
    expect(fixture('two-documents')).toEqual([
      expect.stringMatching(
        /^:3[12]:\d+: the file: found a second document in the file; allowed: one document a file: split it in two$/,
      ),
    ]));

  test('binary', () =>
    expect(fixture('binary')).toEqual([
      expect.stringMatching(/^:1:1: the file: found a binary file; allowed: a text file/),
    ]));

  test('empty', () =>
    expect(fixture('empty')).toEqual([
      expect.stringMatching(/^:1:1: the file: found an empty file; allowed: a text file/),
    ]));

  test('huge', () => {
    const file = join(scratch, 'huge.yaml');
    writeFileSync(file, `# ${'x'.repeat(256 * 1024)}\n`);
    expect(lines(file)).toEqual([
      ':1:1: the file: found a file of 257 KiB; allowed: a text file of at most 256 KiB with one YAML or JSON document',
    ]);
  });

  test('wrong kind', () =>
    expect(fixture('wrong-kind')).toEqual([
      ':2:7: kind: found a file of kind World; allowed: a file of kind Experiment',
    ]));
});

describe('files that are no files', () => {
  test('missing, a directory, a device', () => {
    expect(lines(join(scratch, 'no.yaml'))).toEqual([
      ':1:1: the file: found no such file; allowed: a path to a file that can be read',
    ]);
    expect(lines(scratch)).toEqual([expect.stringMatching(/found a directory/)]);
    expect(lines('/dev/zero')).toEqual([expect.stringMatching(/found something that is not a regular file/)]);
  });

  test('bytes that are not UTF-8', () => {
    const file = join(scratch, 'latin.yaml');
    writeFileSync(file, Buffer.from([0x61, 0x3a, 0x20, 0xe9]));
    expect(lines(file)).toEqual([expect.stringMatching(/found bytes that are not UTF-8 text/)]);
  });
});

describe('text that is YAML for others', () => {
  const written = (text: string, read: (file: string) => object = readExperiment) => {
    const file = join(scratch, 'text.yaml');
    writeFileSync(file, text);
    return lines(file, read);
  };

  test('a reference without quotes between braces', () => {
    expect(written('a: { zone: ${parameters.zone} }')[0]).toContain(
      'allowed: references in quotes between { } or [ ], such as "${parameters.zone}"',
    );
    expect(written('a: [${parameters.zone}]')[0]).toContain('allowed: references in quotes');
  });

  test('a key twice, a tag, a key that is no text, an alias in itself, deep nesting', () => {
    expect(written('a: 1\nb: 2\na: 3')).toEqual([
      ':3:1: the file: found the key "a" a second time; allowed: each key once',
    ]);
    expect(written('a: !ruby/object 1')[0]).toMatch(
      /^:1:\d+: the file: found the tag "!ruby\/object"; allowed: values without tags/,
    );
    expect(written('a: { [1]: 2, __proto__: 3 }')).toHaveLength(2);
    expect(written('a: &a [*a]')[0]).toContain('inside "a" itself');
    expect(written('a: *b')[0]).toContain('which no anchor above it names');
    expect(written(`a: ${'['.repeat(60)}${']'.repeat(60)}`)[0]).toContain('found values nested more than 40 deep');
    expect(written('['.repeat(200_000))[0]).toContain('found values nested more than 40 deep');
  });

  test('a kind of its own, or none', () => {
    expect(written('kind: Experimnt', readDocument)).toEqual([
      ':1:7: kind: found the text "Experimnt"; allowed: Experiment or World or Monkey or Drill; did you mean Experiment?',
    ]);
    expect(written('knid: World', readDocument)).toEqual([
      ':1:1: knid: found the unknown key "knid"; allowed: kind; did you mean kind?',
    ]);
    expect(written('- 1', readDocument)).toEqual([
      ':1:1: the file: found a list of 1; allowed: an object with apiVersion: squall/v1 and kind: Experiment or World or Monkey or Drill',
    ]);
  });

  test('very many problems are counted, not listed', () => {
    const text = `kind: Experiment\n${Array.from({ length: 5000 }, (_, i) => `key${i}: 1`).join('\n')}`;
    const found = written(text);
    expect(found).toHaveLength(51);
    expect(found.at(-1)).toMatch(/found 49\d\d more problems/);
  });

  test('the parser never prints control characters of the text', () => {
    expect(written('a: "\u0007\nb: \u001b[31m*x')[0]).not.toMatch(/\p{Cc}/u);
  });
});
