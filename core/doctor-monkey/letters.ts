/** What owners are told: of a treatment that begins, and of what became of it. */
import { spanOf } from '../experiment/durations.ts';
import type { OwnerNotice } from '../ports/owner-notices.ts';
import type { LeftAlone, Treatment } from './decide.ts';
import type { FollowUp, Treated } from './notes.ts';
import { ownerOfGroup } from './treatment-run.ts';

/** @param at of the round */
export const beginning = (
  { group, member, check, illSince }: Treatment,
  { runId, owner }: Treated,
  at: number,
): OwnerNotice => ({
  key: `${runId} begun`,
  kind: 'treatment',
  ...(owner !== undefined && { owner }),
  subject: `${member.name} of ${group.name} is ill and is being replaced`,
  body: [
    `${member.name} of ${group.name}, in ${member.zone}, has failed ${check} for ${spanOf(at - illSince)}.`,
    `Its group is asked to replace it by run ${runId}, which the guardrails may still refuse: squall show ${runId} tells.`,
    `Sound in ${group.name}: ${group.members.filter(({ health }) => health.is === 'sound').length} of ${group.desired}.`,
  ].join('\n'),
});

export const ending = (followUp: FollowUp): OwnerNotice => {
  const { of, healed } = followUp;
  const { runId, owner, groupName, instanceName } = of;
  return {
    key: `${runId} over`,
    kind: 'treatment',
    ...(owner !== undefined && { owner }),
    subject: healed ? `${groupName} is whole again` : `${groupName} is not whole again`,
    body: healed
      ? `${groupName} is whole again ${spanOf(followUp.after)} after ${instanceName} was given up (run ${runId}).`
      : `${groupName} ought to be whole again, and is not: ${followUp.why}. Look at its scaling activities, and at run ${runId}.`,
  };
};

/** What the doctor will not do and somebody has to. What passes by itself is nobody's news. */
const forPeople: readonly LeftAlone['rule'][] = ['suspended', 'cannot-tell', 'outage', 'least-healthy'];

export const isForPeople = ({ rule }: LeftAlone): boolean => forPeople.includes(rule);

/** One a group and rule, however many of its members it is about. */
export const leftKey = ({ group, rule }: LeftAlone): string => `${group.id} ${rule}`;

export const leaving = (left: LeftAlone, at: number): OwnerNotice => {
  const { group, rule, why } = left;
  const owner = ownerOfGroup(group.tags);
  return {
    key: `${leftKey(left)} ${at}`,
    kind: 'treatment',
    ...(owner !== undefined && { owner }),
    subject: `Members of ${group.name} are ill and are left alone: ${rule}`,
    body: `${group.name}: ${why}. Nothing is replaced until that has changed.`,
  };
};
