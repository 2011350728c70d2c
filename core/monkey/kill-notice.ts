import type { OwnerNotice } from '../ports/owner-notices.ts';
import type { PlannedKill } from './day-plan.ts';
import type { MonkeyDefinition } from './schema/monkey.ts';

/** What the owner of a group is told before one of its members is killed. */
export function noticeOf({ metadata }: MonkeyDefinition, kill: PlannedKill): OwnerNotice {
  const { group, at, runId, expected, zone } = kill;
  const owner = group.owner ?? metadata.owner;
  const when = `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')}Z`;
  const where = `${group.account} ${kill.region}${zone === undefined ? '' : `, zone ${zone}`}`;
  const whom = expected ? `${expected.name}, if nothing changes until then` : 'one of its nodes';
  return {
    key: `${runId} kill`,
    kind: 'kill',
    owner,
    subject: `${metadata.title}: a member of ${group.name} is killed at ${when}`,
    body: [
      `${metadata.title} kills one member of ${group.name} (${where}) at ${when}: ${whom}.`,
      `The run is ${runId}. Its guardrails are asked then: during an incident or a deployment, or when the group lacks members, it does not begin.`,
      `To keep it away, raise the kill switch (squall stop --owner ${owner} --aws), or take the tag resilience:fis-enabled off the group's members.`,
    ].join('\n'),
  };
}
