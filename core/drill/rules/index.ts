/** What must hold across fields, in one list. */
import { names } from './names.ts';
import { places } from './places.ts';
import type { Rule } from './rule.ts';
import { users } from './users.ts';

export const rules: readonly Rule[] = [places, names, users];
