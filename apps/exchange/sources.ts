/** What is to be imported, read: one file, or the files of a folder. */
import { lstatSync, readdirSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import { parse as parseToml, TomlError } from 'smol-toml';
import { LineCounter, parseAllDocuments } from 'yaml';
import { loadText } from '../documents/load-text.ts';
import { mostAliases, odditiesIn } from '../documents/plain-yaml.ts';
import { type Position, positionAt } from '../documents/positions.ts';

/** One document: of a file with several, `at` tells them apart. */
export interface Source {
  /** As the caller named it, or the name in the folder. */
  readonly file: string;
  /** From 1; missing where the file holds one. */
  readonly at?: number;
  /** Without folders and extension. */
  readonly name: string;
  readonly value: unknown;
}

export interface Unread {
  readonly file: string;
  /** Where its text is wrong, both from 1. Missing for what is not about a place in it. */
  readonly line?: number;
  readonly column?: number;
  readonly why: string;
  /** Written for people: nothing is lost with it. */
  readonly prose?: true;
}

export interface Sources {
  readonly sources: readonly Source[];
  /** Files that hold no document, or none that could be read. */
  readonly unread: readonly Unread[];
}

/** More files than that are no folder of experiments. */
const mostFiles = 500;
const prose = new Set(['', '.md', '.txt', '.png', '.jpg', '.svg']);
const readable = new Set(['.json', '.yaml', '.yml', '.toml']);

/** Of a folder its own files; folders in it are named, and not looked into. Never throws for what a file holds. */
export function sourcesOf(path: string): Sources {
  if (!lstatSync(path, { throwIfNoEntry: false })?.isDirectory()) return read(path, path);
  const entries = readdirSync(path, { withFileTypes: true }).filter(({ name }) => !name.startsWith('.'));
  const files = namesOf(entries.filter((entry) => entry.isFile()));
  const folders = namesOf(entries.filter((entry) => entry.isDirectory())).map((name) => ({
    file: `${name}/`,
    why: 'a folder in the folder, not looked into: import it by itself',
  }));
  const all = files.slice(0, mostFiles).map((name): Sources => {
    const extension = extname(name).toLowerCase();
    if (readable.has(extension)) return read(join(path, name), name);
    if (prose.has(extension)) return { sources: [], unread: [{ file: name, why: 'for people to read', prose: true }] };
    return { sources: [], unread: [{ file: name, why: 'not JSON, YAML or TOML: nothing in it is an experiment' }] };
  });
  const over = files
    .slice(mostFiles)
    .map((file) => ({ file, why: `not looked at: the folder has more than ${mostFiles} files` }));
  return {
    sources: all.flatMap(({ sources }) => sources),
    unread: [...all.flatMap(({ unread }) => unread), ...over, ...folders],
  };
}

const namesOf = (entries: readonly { readonly name: string }[]): readonly string[] =>
  entries.map(({ name }) => name).sort();

function read(path: string, file: string): Sources {
  const loaded = loadText(path);
  if ('problem' in loaded) return { sources: [], unread: [{ file, why: loaded.problem.message }] };
  const name = basename(path, extname(path));
  try {
    const values = extname(path).toLowerCase() === '.toml' ? [toml(loaded.text)] : documentsIn(loaded.text);
    const several = values.length > 1;
    return { sources: values.map((value, i) => ({ file, name, value, ...(several && { at: i + 1 }) })), unread: [] };
  } catch (error) {
    return { sources: [], unread: [{ file, ...placeOf(error), why: `it cannot be read: ${firstLine(error)}` }] };
  }
}

/** Dates and big numbers of TOML as text: no system that is imported has any. */
const toml = (text: string): unknown =>
  JSON.parse(JSON.stringify(parseToml(text), (_, value) => (typeof value === 'bigint' ? String(value) : value)));

/** YAML 1.2, JSON being a part of it; empty documents are none. */
function documentsIn(text: string): readonly unknown[] {
  const lineCounter = new LineCounter();
  const documents = parseAllDocuments(text, {
    version: '1.2',
    schema: 'core',
    prettyErrors: false,
    uniqueKeys: false,
    logLevel: 'silent',
    lineCounter,
  });
  return (Array.isArray(documents) ? documents : []).flatMap((document) => {
    const [wrong] = document.errors;
    if (wrong) throw new NotRead(wrong.message, positionAt(wrong.pos[0], lineCounter));
    const [odd] = odditiesIn(document);
    if (odd) throw new NotRead(`found ${odd.found}; allowed: ${odd.allowed}`, positionAt(odd.offset, lineCounter));
    return document.contents === null ? [] : [document.toJS({ maxAliasCount: mostAliases }) as unknown];
  });
}

/** Text that is none of its kind, and where. */
class NotRead extends Error {
  override readonly name = 'NotRead';
  readonly line: number;
  readonly column: number;

  constructor(message: string, { line, column }: Position) {
    super(message);
    this.line = line;
    this.column = column;
  }
}

const placeOf = (error: unknown): Pick<Unread, 'line' | 'column'> =>
  error instanceof NotRead || error instanceof TomlError ? { line: error.line, column: error.column } : {};

const firstLine = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error))
    .split('\n')[0]!
    .replace(/\p{Cc}/gu, '?')
    .slice(0, 160);
