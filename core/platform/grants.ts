/** Whom a platform lets run what. */
import type { Grant } from './settings.ts';
import { fits } from './wildcard.ts';

export interface Asked {
  readonly person: string;
  readonly owner: string;
  readonly service: string;
}

/** A list that is left out is every one. */
export const granted = ({ people, owners, services }: Grant, { person, owner, service }: Asked): boolean =>
  oneOf(people, person) && (!owners || oneOf(owners, owner)) && (!services || oneOf(services, service));

/** Whatever their case. */
const oneOf = (patterns: readonly string[], name: string): boolean =>
  patterns.some((pattern) => fits(pattern.toLowerCase(), name.toLowerCase()));
