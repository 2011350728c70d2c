/** A rule over a whole world whose shape is right: what one field says about another. */
import type { Problem } from '../../validation/problem.ts';
import type { World } from '../schema.ts';

export type Rule = (world: World) => Iterable<Problem>;
