/** A rule over a whole monkey whose shape is right. */
import type { Problem } from '../../validation/problem.ts';
import type { MonkeyDefinition } from '../schema/monkey.ts';

export type Rule = (monkey: MonkeyDefinition) => Iterable<Problem>;
