/** Files that somebody may hand us: what YAML permits, what it does not, and what is no text at all. */
import fc from 'fast-check';

const bomb = (names: string, width: number): string =>
  [...names]
    .map((name, i) => {
      const items = i === 0 ? 'x,'.repeat(width) : `*${names[i - 1]},`.repeat(width);
      return `${name}: &${name} [${items}]`;
    })
    .join('\n');

/** Each would hurt a reader that trusts it. */
export const nasty: Readonly<Record<string, string | Buffer>> = {
  'alias bomb': bomb('abcdefghij', 10),
  'wide alias bomb': bomb('ab', 5000),
  'merge bomb': `a: &a {${Array.from({ length: 500 }, (_, i) => `k${i}: 1`)}}\nb:\n${'  <<: *a\n'.repeat(60)}`,
  'alias of itself': 'a: &a { b: *a }',
  'deep list': '['.repeat(30_000),
  'deep map': '{a: '.repeat(20_000),
  'deep by indentation': Array.from({ length: 400 }, (_, i) => `${' '.repeat(i)}a:`).join('\n'),
  'deep flow, closed': `${'['.repeat(5000)}${']'.repeat(5000)}`,
  'many dashes': `${'- '.repeat(50_000)}x`,
  'huge scalar': `kind: ${'x'.repeat(250_000)}`,
  'huge key': `${'k'.repeat(250_000)}: 1`,
  'huge number': `kind: ${'9'.repeat(200_000)}`,
  'huge block': `kind: |\n${'  line\n'.repeat(30_000)}`,
  'many keys': `kind: Experiment\n${Array.from({ length: 8000 }, (_, i) => `k${i}: 1`).join('\n')}`,
  'many problems': `kind: World\nservices:\n${'  - {}\n'.repeat(8000)}`,
  'prototype names': 'kind: Experiment\n__proto__: { polluted: true }\nconstructor: { prototype: { polluted: true } }',
  'prototype names inside': 'kind: Experiment\nmetadata: { __proto__: x, toString: 1, hasOwnProperty: 2, valueOf: 3 }',
  'prototype name as a kind': 'kind: constructor',
  'prototype names as references':
    'kind: Experiment\nsteps: [{ id: a, action: __proto__, with: { toString: "${parameters.constructor}" } }]',
  'key twice': 'kind: Experiment\nkind: World',
  'key twice inside': 'kind: Experiment\nmetadata: { name: a, name: b }',
  'tag of a program': 'kind: !!js/function "function () { return 1 }"',
  'tag of a class': 'kind: !ruby/object:Gem::Installer {}',
  'binary tag': 'kind: !!binary aGVsbG8=',
  'set and omap': 'kind: !!set { a, b }\nother: !!omap [a: 1]',
  'byte order mark': '\ufeffkind: Experiment',
  'two byte order marks': '\ufeff\ufeffkind: Experiment',
  'UTF-16': Buffer.from('kind: Experiment', 'utf16le'),
  NUL: 'kind: Exp\u0000eriment',
  'invalid UTF-8': Buffer.from([0x6b, 0x69, 0x6e, 0x64, 0x3a, 0x20, 0xc3, 0x28]),
  'overlong UTF-8': Buffer.from([0x61, 0x3a, 0x20, 0xc0, 0xaf]),
  'lone surrogate': Buffer.from([0x61, 0x3a, 0x20, 0xed, 0xa0, 0x80]),
  'control characters': 'kind: "\u001b[2J\u0007"\n\u0085a: 1',
  'directions turned': 'kind: "\u202egnp.exe"',
  'other line ends': 'kind: Experiment\rmetadata: 1\u2028steps: 2\u2029',
  tabs: 'kind:\tExperiment\n\tmetadata:\t1',
  directive: '%YAML 9.9\n%TAG ! tag:evil,2000:\n---\nkind: !x Experiment',
  'many documents': '---\n'.repeat(20_000),
  'no value': ':\n:\n:',
  'question keys': '? [a, b]\n: c\n? { d: e }\n: f',
  'not a number': 'kind: .nan\nother: -.inf\nmore: 0x7fffffffffffffffffff\nagain: 1e999',
  dates: 'kind: 2026-02-30\nstartAt: 0000-00-00T99:99:99Z',
  'percent signs': 'kind: "%s%n%d"\ntitle: "${process.env.HOME} ${parameters.__proto__}"',
  unfinished: 'kind: "Experiment',
  'only a comment': '# nothing',
  'JSON with trailing': '{"kind": "Experiment",,}',
};

/** Byte by byte: what an editor, a merge or a bad disk does to a good file. */
export function mutations(good: Buffer, snippets: readonly string[]): fc.Arbitrary<Buffer> {
  const place = fc.nat({ max: good.length - 1 });
  const one = fc.oneof(
    fc.tuple(place, fc.nat({ max: 255 })).map(([at, byte]) => (of: Buffer) => {
      const copy = Buffer.from(of);
      if (copy.length > 0) copy[at % copy.length] = byte;
      return copy;
    }),
    fc.tuple(place, fc.nat({ max: 60 })).map(
      ([at, length]) =>
        (of: Buffer) =>
          Buffer.concat([of.subarray(0, at), of.subarray(at + length)]),
    ),
    fc.tuple(place, fc.constantFrom(...snippets)).map(
      ([at, text]) =>
        (of: Buffer) =>
          Buffer.concat([of.subarray(0, at), Buffer.from(text), of.subarray(at)]),
    ),
    fc.tuple(place, fc.nat({ max: 400 }), place).map(
      ([from, length, to]) =>
        (of: Buffer) =>
          Buffer.concat([of.subarray(0, to), of.subarray(from, from + length), of.subarray(to)]),
    ),
  );
  return fc.array(one, { minLength: 1, maxLength: 6 }).map((all) => all.reduce((bytes, change) => change(bytes), good));
}

export const snippets = [
  '&a ',
  '*a',
  '!!js/function ',
  '__proto__: 1\n',
  '<<: *a\n',
  '{',
  '}',
  '[',
  ']',
  ': ',
  '- ',
  '"',
  "'",
  '|\n',
  '>\n',
  '\t',
  '---\n',
  '...\n',
  '%YAML 1.1\n',
  '\u0000',
  '\ufeff',
  '\u2028',
  '\u001b[31m',
  '${parameters.',
  '${',
  '}',
  'PT',
  '-PT1S',
  'PT9999999999999H',
  '1e309',
  '.nan',
  '~',
  'null',
  '[[[[[[[[',
  '0x',
  '9'.repeat(400),
  'é',
  '💥',
  '# ',
  '\r',
  '? ',
  '@',
  '`',
];
