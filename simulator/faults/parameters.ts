/** Readers of FIS parameters. What a fault does not read, or cannot make sense of, is refused by name. */
import { NotSimulated } from '../cloud.ts';
import type { Millis } from '../model.ts';

export interface Parameters {
  /** ISO 8601, in milliseconds. */
  duration(name: string): Millis;
  optionalDuration(name: string): Millis | undefined;
  /** Within [min, max]. */
  number(name: string, fallback: number, min: number, max: number): number;
  boolean(name: string, fallback?: boolean): boolean;
  oneOf<T extends string>(name: string, allowed: readonly T[], fallback?: T): T;
  /** Comma-joined, not empty. */
  list(name: string): readonly string[];
  text(name: string, fallback?: string): string;
  /** To be called last. @throws NotSimulated for a parameter that was given and not read. */
  finish(): void;
}

const isoDuration = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/;
const lengths = [86_400_000, 3_600_000, 60_000, 1000];

/** @param of what is refused, such as an action id or a document's name. */
export function readParameters(of: string, given: Readonly<Record<string, string>>): Parameters {
  const read = new Set<string>();
  const refuse = (name: string, why: string): never => {
    throw new NotSimulated(`the simulator does not model ${of} with ${name} ${why}`);
  };
  const take = (name: string): string | undefined => {
    read.add(name);
    return given[name];
  };
  const required = (name: string): string => take(name) ?? refuse(name, 'left out');
  const toMillis = (name: string, text: string): Millis => {
    const found = isoDuration.exec(text);
    if (!found || /[PT]$/.test(text)) return refuse(name, `"${text}": it takes an ISO 8601 duration of days at most`);
    return lengths.reduce((sum, length, i) => sum + Number(found[i + 1] ?? 0) * length, 0);
  };
  return {
    duration: (name) => toMillis(name, required(name)),
    optionalDuration: (name) => {
      const text = take(name);
      return text === undefined ? undefined : toMillis(name, text);
    },
    number: (name, fallback, min, max) => {
      const text = take(name);
      if (text === undefined) return fallback;
      const value = text.trim() === '' ? Number.NaN : Number(text);
      return value >= min && value <= max ? value : refuse(name, `"${text}": it takes a number from ${min} to ${max}`);
    },
    boolean: (name, fallback) => {
      const text = take(name) ?? (fallback === undefined ? refuse(name, 'left out') : String(fallback));
      return text === 'true' || text === 'false' ? text === 'true' : refuse(name, `"${text}": it takes true or false`);
    },
    oneOf: (name, allowed, fallback) => {
      const text = take(name) ?? fallback ?? refuse(name, 'left out');
      return allowed.find((value) => value === text) ?? refuse(name, `"${text}": it takes ${allowed.join(' or ')}`);
    },
    list: (name) => {
      const parts = required(name)
        .split(',')
        .map((part) => part.trim());
      return parts.every((part) => part !== '') ? parts : refuse(name, 'holding an empty item');
    },
    text: (name, fallback) => take(name) ?? fallback ?? refuse(name, 'left out'),
    finish: () => {
      const unknown = Object.keys(given).find((name) => !read.has(name));
      if (unknown !== undefined) refuse(unknown, `"${given[unknown]}": it takes ${[...read].join(', ') || 'nothing'}`);
    },
  };
}
