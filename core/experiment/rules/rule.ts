/** A rule over a whole experiment whose shape is right: what one field says about another. */
import type { Problem } from '../../validation/problem.ts';
import type { Experiment } from '../schema/experiment.ts';

export type Rule = (experiment: Experiment) => Iterable<Problem>;
