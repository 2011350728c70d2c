/** Whom a platform lets run what. */
import type { Grant } from './settings.ts';

export interface Asked {
  readonly person: string;
  readonly owner: string;
  readonly service: string;
}

/** A list that is left out is every one. */
export const granted = ({ people, owners, services }: Grant, { person, owner, service }: Asked): boolean =>
  oneOf(people, person) && (!owners || oneOf(owners, owner)) && (!services || oneOf(services, service));

const oneOf = (patterns: readonly string[], name: string): boolean =>
  patterns.some((pattern) => fits(pattern.toLowerCase(), name.toLowerCase()));

/** `*` stands for any letters, none included; everything else for itself, whatever its case. In time linear in both, whatever the pattern. */
function fits(pattern: string, name: string): boolean {
  const [first = '', ...rest] = pattern.split('*');
  const last = rest.pop();
  if (last === undefined) return name === pattern;
  if (name.length < first.length + last.length || !name.startsWith(first) || !name.endsWith(last)) return false;
  let at = first.length;
  for (const part of rest) {
    const found = name.indexOf(part, at);
    if (found < 0 || found + part.length > name.length - last.length) return false;
    at = found + part.length;
  }
  return true;
}
