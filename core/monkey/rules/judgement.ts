/** A kill is stopped by something, and judged by something. */
import { problem } from '../../validation/problem.ts';
import type { Rule } from './rule.ts';

export const judgement: Rule = function* ({ guardrails: { stopAlarms }, probes }) {
  if (!stopAlarms && !probes)
    yield problem(['probes'], {
      found: 'nothing, and no alarm under guardrails.stopAlarms either: nobody could tell whether a kill did harm',
      allowed: 'the probes of an experiment, or alarms that stop a run',
    });
};
