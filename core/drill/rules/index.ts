/** What must hold across fields, in one list. */
import { level } from './level.ts';
import { names } from './names.ts';
import { places } from './places.ts';
import { preChecks } from './pre-checks.ts';
import type { Rule } from './rule.ts';
import { users } from './users.ts';

export const rules: readonly Rule[] = [places, names, level, users, preChecks];
