/** What must hold across fields, in one list. What an experiment must hold to is asked of the experiments that come of it. */
import { chances } from './chances.ts';
import { judgement } from './judgement.ts';
import { patterns } from './patterns.ts';
import type { Rule } from './rule.ts';
import { times } from './times.ts';
import { unique } from './unique.ts';
import { zones } from './zones.ts';

export const rules: readonly Rule[] = [unique, patterns, chances, zones, judgement, times];
