/** Text to one plain value with positions. YAML 1.2 core, JSON being a part of it. */
import { type Document, isAlias, isCollection, isMap, isScalar, isSeq, LineCounter, parseAllDocuments } from 'yaml';
import type { Problem } from '../../core/validation/problem.ts';
import { type DocumentProblem, fileProblem } from './document-problem.ts';
import { positionAt, positionOf } from './positions.ts';

/** Entries that aliases may add up to: enough to write a target once, too few for a bomb. */
const mostAliases = 50;
const deepest = 40;
const mostProblems = 20;

export interface ParsedDocument {
  readonly value: unknown;
  /** Gives a problem with a field its line and column. */
  locate(problem: Problem): DocumentProblem;
}

export type Parsed = ParsedDocument | { readonly problems: readonly DocumentProblem[] };

export function parse(file: string, text: string): Parsed {
  const lines = new LineCounter();
  const at = (offset: number | undefined, found: string, allowed: string) =>
    fileProblem(file, { found, allowed }, positionAt(offset, lines));
  try {
    // Duplicate keys are looked for below: the parser's own search is quadratic.
    const documents = parseAllDocuments(text, {
      version: '1.2',
      schema: 'core',
      merge: false,
      prettyErrors: false,
      uniqueKeys: false,
      lineCounter: lines,
      logLevel: 'silent',
    });
    const [document, second] = Array.isArray(documents) ? documents : [];
    if (!document || document.contents === null)
      return { problems: [at(0, 'no document, only comments or nothing', 'one document')] };
    const broken = document.errors.map(({ message, pos: [offset] }) =>
      at(offset, `text that is no YAML: ${firstLine(message)}`, hint(text, offset)),
    );
    if (broken.length > 0) return { problems: broken.slice(0, 1) };
    if (second)
      return {
        problems: [at(second.range[0], 'a second document in the file', 'one document a file: split it in two')],
      };
    const unsafe = [...unsafeIn(document, at)];
    if (unsafe.length > 0) return { problems: unsafe.slice(0, mostProblems) };
    return {
      value: document.toJS({ maxAliasCount: mostAliases }) as unknown,
      locate: (problem) => ({
        ...problem,
        file,
        ...positionOf(document, problem.path, problem.at ?? 'value', lines),
      }),
    };
  } catch (error) {
    return { problems: [beyondParsing(error, at)] };
  }
}

type At = (offset: number | undefined, found: string, allowed: string) => DocumentProblem;

/** What YAML permits and a file of ours has no use for. Stops at `deepest`, so it cannot overflow. */
function* unsafeIn(document: Document, at: At): Iterable<DocumentProblem> {
  const open: { node: unknown; depth: number }[] = [{ node: document.contents, depth: 1 }];
  for (let next = open.shift(); next; next = open.shift()) {
    const { node, depth } = next;
    const offset = (node as { range?: [number, number, number] } | null)?.range?.[0];
    if (isAlias(node) && !node.resolve(document))
      yield at(
        offset,
        `the alias *${node.source}, which has no anchor before it`,
        `an anchor &${node.source} above it`,
      );
    if ((isScalar(node) || isCollection(node)) && node.tag !== undefined && !plainTags.has(node.tag))
      yield at(offset, `the tag ${node.tag}`, 'values without tags');
    if (!isCollection(node)) continue;
    if (depth > deepest) {
      yield at(offset, `values nested more than ${deepest} deep`, 'a flatter file');
      return;
    }
    if (isSeq(node)) for (const item of node.items) open.push({ node: item, depth: depth + 1 });
    if (!isMap(node)) continue;
    const seen = new Set<string>();
    for (const { key, value } of node.items) {
      const name = isScalar(key) ? String(key.value) : undefined;
      const keyOffset = (key as { range?: [number, number, number] } | null)?.range?.[0] ?? offset;
      if (name === undefined || name === 'null' || name === '__proto__')
        yield at(keyOffset, 'a key that is not a plain name', 'keys that are text');
      else if (seen.has(name)) yield at(keyOffset, `the key "${name.slice(0, 60)}" a second time`, 'each key once');
      else seen.add(name);
      open.push({ node: value, depth: depth + 1 });
    }
  }
}

const plainTags = new Set(
  ['map', 'seq', 'str', 'int', 'float', 'bool', 'null'].map((name) => `tag:yaml.org,2002:${name}`),
);

const firstLine = (message: string): string => message.split('\n')[0]!.slice(0, 120);

/** The usual slip: `{ zone: ${parameters.zone} }`, where the braces need quotes. */
function hint(text: string, offset: number): string {
  const line = text.slice(text.lastIndexOf('\n', offset - 1) + 1).split('\n')[0]!;
  return /[{[,].*[^"']\$\{/.test(line)
    ? 'references in quotes between { } or [ ], such as "${parameters.zone}"'
    : 'YAML 1.2 or JSON';
}

function beyondParsing(error: unknown, at: At): DocumentProblem {
  const message = error instanceof Error ? error.message : String(error);
  if (/alias/i.test(message))
    return at(
      0,
      'aliases that multiply into far more than is written',
      `at most ${mostAliases} values through aliases`,
    );
  if (error instanceof RangeError) return at(0, `values nested more than ${deepest} deep`, 'a flatter file');
  return at(0, `text that is no YAML: ${firstLine(message)}`, 'YAML 1.2 or JSON');
}
