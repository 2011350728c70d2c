/** Text to one plain value with positions. YAML 1.2 core, JSON being a part of it. */
import { LineCounter, parseAllDocuments, type YAMLError } from 'yaml';
import type { Problem } from '../../core/validation/problem.ts';
import { byPosition, type DocumentProblem, fileProblem } from './document-problem.ts';
import { deepest, mostAliases, odditiesIn } from './plain-yaml.ts';
import { positionAt, positionOf } from './positions.ts';

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
    const [broken] = document?.errors ?? [];
    if (broken) return { problems: [brokenProblem(broken, text, at)] };
    if (second)
      return {
        problems: [at(second.range[0], 'a second document in the file', 'one document a file: split it in two')],
      };
    if (!document || document.contents === null)
      return { problems: [at(0, 'no document, only comments or nothing', 'one document')] };
    const odd = [...odditiesIn(document)].map(({ offset, found, allowed }) => at(offset, found, allowed));
    if (odd.length > 0) return { problems: odd.sort(byPosition).slice(0, mostProblems) };
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

/** One slip makes many errors further down, so only the first is told. */
function brokenProblem({ message, pos: [offset] }: YAMLError, text: string, at: At): DocumentProblem {
  return tooDeep.test(message)
    ? at(offset, ...nestedTooDeep)
    : at(offset, `text that is no YAML: ${firstLine(message)}`, hint(text, offset));
}

function beyondParsing(error: unknown, at: At): DocumentProblem {
  const message = error instanceof Error ? error.message : String(error);
  if (/alias/i.test(message))
    return at(0, 'aliases that multiply into far more than is written', `at most ${mostAliases} values by alias`);
  if (tooDeep.test(message)) return at(0, ...nestedTooDeep);
  return at(0, `text that is no YAML: ${firstLine(message)}`, 'YAML 1.2 or JSON');
}

const tooDeep = /call stack/;
const nestedTooDeep = [`values nested more than ${deepest} deep`, 'a flatter file'] as const;

/** The parser quotes the text, whatever it holds. */
const firstLine = (message: string): string =>
  message
    .split('\n')[0]!
    .replace(/\p{Cc}/gu, '?')
    .slice(0, 120);

/** The usual slip: `{ zone: ${parameters.zone} }`, where the braces need quotes. */
function hint(text: string, offset: number): string {
  const before = text.slice(Math.max(0, offset - 2), offset + 1);
  return before.includes('${')
    ? 'references in quotes between { } or [ ], such as "${parameters.zone}"'
    : 'YAML 1.2 or JSON';
}
