import { guardedUntil, type Leftover, shortName } from '../history/leftover.ts';
import type { Millis } from '../ports/clock.ts';
import { guardrail, type Question, type Rule } from './guardrail.ts';
import { conflict, groupsHit, locksOf } from './locks.ts';

interface Facts {
  readonly leftovers: readonly Leftover[];
  readonly functionTimeout: Millis;
}

/**
 * What an earlier run left as it should not be is nobody's to break again, until it is seen
 * restored or someone answers for it; and for one function timeout more, since a call that
 * was sent to put it right may still land. A plan meets it by its targets, by the members
 * of a group that did not heal, or by a scope that it takes whole.
 */
export const rule: Rule<Facts> = {
  rule: 'leftovers',
  async gather({ now }, { leftovers, stage: { functionTimeout } }) {
    return { leftovers: await leftovers.open(now - functionTimeout), functionTimeout };
  },
  decide(question, { leftovers, functionTimeout }) {
    const mine = [...locksOf(question.plan), ...groupsHit(question.plan)];
    for (const leftover of leftovers) {
      if (leftover.runId === question.runId) continue;
      const met = conflict(mine, leftover.guards);
      const why = met && whyNot(leftover, met.key, question, functionTimeout);
      if (why !== undefined) return why;
    }
    return undefined;
  },
};

export const leftovers = guardrail(rule);

function whyNot(leftover: Leftover, key: string, { now }: Question, functionTimeout: Millis): string | undefined {
  const { runId, experiment, found, findings, acknowledged } = leftover;
  const finding = findings.find(({ id }) => key === `target/${id}`) ?? findings[0];
  const name = shortName(finding?.id ?? '');
  const until = guardedUntil(leftover, functionTimeout);
  if (until === undefined) {
    const more = findings.length > 1 ? ` and ${findings.length - 1} more` : '';
    const state = found === 'drifted' ? 'not as it was' : 'in a state that is not known';
    return `run ${runId} (${experiment}) left ${name}${more} ${state} (${finding?.detail}): put it right, or take it as it is with squall reap --acknowledge ${runId}`;
  }
  if (until <= now) return undefined;
  const how = acknowledged ? 'acknowledged' : 'restored';
  return `what run ${runId} (${experiment}) left of ${name} was ${how} just now, and a call to put it right may still be on its way: start again after ${new Date(Math.ceil(until / 1000) * 1000).toISOString().slice(11, 19)} UTC`;
}
