/** A candidate as a kill, or what is against it now. */
import { iso, millis } from '../experiment/durations.ts';
import type { Candidate } from './candidates.ts';
import type { PlannedKill } from './day-plan.ts';
import { killRunId } from './experiment-of.ts';
import { nameOnly } from './group.ts';
import type { Refused } from './may-be-hit.ts';
import type { DayRequest } from './plan-day.ts';
import { victimOf } from './victim.ts';

export type Kill = { readonly kill: PlannedKill } | { readonly refused: Refused };

export function killOf(request: DayRequest, monkeyHash: string, { group, odds, at, history }: Candidate): Kill {
  const { definition, date, seed: planSeed, now } = request;
  const { seed } = odds.draws;
  const victim = victimOf(definition, group, seed, history);
  if ('refused' in victim) return victim;
  if (at < now)
    return refused('past', `it was due at ${clock(at)}, and was planned at ${clock(now)}: it is not made up for`);
  const noticeAt = definition.notice && at - millis(definition.notice.before);
  if (noticeAt !== undefined && noticeAt < now)
    return refused(
      'notice',
      `its owner is told ${definition.notice?.before} before, and it is due in ${iso(at - now)}`,
    );
  return {
    kill: {
      monkey: definition.metadata.name,
      monkeyHash,
      date,
      planSeed,
      group: nameOnly(group),
      at,
      seed,
      runId: killRunId(definition.metadata.name, group, date),
      ...victim.victim,
      ...(noticeAt !== undefined && { noticeAt }),
      odds,
    },
  };
}

const refused = (rule: Refused[0], why: string): Kill => ({ refused: [rule, why] });

/** 2026-11-23 10:17Z */
const clock = (at: number): string => `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')}Z`;
