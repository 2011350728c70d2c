/** Reads imports from TypeScript as text, and holds them against the allow-list. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
import type { Room } from './rooms.ts';

export interface Import {
  readonly file: string;
  readonly line: number;
  readonly specifier: string;
}

const statement =
  /(?:^|[;\s])(?:import|export)\s+(?:type\s+)?(?:[\w*{}\s,$]+\sfrom\s+)?['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]\s*\)/g;

export function sourceFiles(root: string, room: string): readonly string[] {
  return readdirSync(join(root, room), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .sort();
}

export function importsOf(file: string, text: string): readonly Import[] {
  const code = text
    .replace(/\/\*[\s\S]*?\*\//g, (comment) => comment.replace(/[^\n]/g, ' '))
    .replace(/^\s*\/\/.*$/gm, '');
  return [...code.matchAll(statement)].map((match) => ({
    file,
    line: code.slice(0, match.index).split('\n').length,
    specifier: match[1] ?? match[2] ?? '',
  }));
}

export const importsIn = (root: string, file: string): readonly Import[] =>
  importsOf(file, readFileSync(join(root, file), 'utf8'));

const within = (path: string, prefix: string) => path === prefix || path.startsWith(`${prefix}/`);

/** The sentence to print, or undefined when the import is allowed. */
export function violation(found: Import, rooms: readonly Room[]): string | undefined {
  const room = rooms.find((candidate) => within(found.file, candidate.room));
  if (!room) return `${found.file}: is in no room of test/architecture/rooms.ts`;
  const where = `${found.file}:${found.line}: ${room.room} may not import ${found.specifier} (${room.why})`;
  if (found.specifier.startsWith('node:')) {
    return room.builtins.some((name) => name === '*' || name === found.specifier) &&
      !(found.specifier === 'node:sqlite' && room.builtins.includes('*'))
      ? undefined
      : where;
  }
  if (found.specifier.startsWith('.')) {
    const target = normalize(join(dirname(found.file), found.specifier));
    const own = room.room.endsWith('.ts') ? dirname(room.room) : room.room;
    return within(target, own) || room.rooms.some((allowed) => within(target, allowed)) ? undefined : where;
  }
  return room.packages.some((name) => within(found.specifier, name)) ? undefined : where;
}
