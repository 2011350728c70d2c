/** A rule over a whole drill whose shape is right: what one field says about another. */
import type { Problem } from '../../validation/problem.ts';
import type { Drill } from '../schema/drill.ts';

export type Rule = (drill: Drill) => Iterable<Problem>;
