import { millis } from '../experiment/durations.ts';
import type { RunRecord } from '../history/run-record.ts';
import { guardrail, type Rule } from './guardrail.ts';

/** Time between two runs of the experiment, from the end of the one. Runs that were refused injected nothing. */
export const rule: Rule<readonly RunRecord[]> = {
  rule: 'minimum-gap',
  gather: async ({ plan }, { runs }) =>
    plan.definition.guardrails.minimumGap ? runs.list({ experiment: plan.definition.metadata.name }) : [],
  decide({ plan, now, runId }, runs) {
    const gap = plan.definition.guardrails.minimumGap;
    if (!gap) return undefined;
    const others = runs.filter(
      (run) => run.runId !== runId && run.phase !== 'proposed' && run.terminal?.end !== 'refused',
    );
    const near = others.find(({ terminal }) => now - (terminal?.at ?? now) < millis(gap));
    if (!near) return undefined;
    const open = near.terminal
      ? `wait until ${new Date(Math.ceil((near.terminal.at + millis(gap)) / 60_000) * 60_000).toISOString().slice(0, 16)}Z`
      : 'wait for its end';
    return `run ${near.runId} is less than ${gap} ago: ${open}`;
  },
};

export const minimumGap = guardrail(rule);
