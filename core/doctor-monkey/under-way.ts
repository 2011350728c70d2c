/** Which groups something is done to, by any run: how their members are may be its doing, and it is looked at again when it is over. */
import type { RunRecord } from '../history/run-record.ts';
import { capsOf } from '../targets/caps.ts';
import type { Ward } from './ward.ts';

/** Group to run, by the group's ARN. A run on a zone, a Region or a service may touch any of them. */
export function underWayOn(
  { groups }: Pick<Ward, 'groups'>,
  unfinished: readonly Pick<RunRecord, 'runId' | 'plan'>[],
): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const { runId, plan } of unfinished) {
    const wide = capsOf(plan.definition.blastRadius).scope !== 'targets';
    const touched = new Set(
      plan.targets.flatMap(({ chosen, reached = [] }) => [...chosen, ...reached.map(({ id }) => id)]),
    );
    for (const { id, members } of groups)
      if (wide || touched.has(id) || members.some((member) => touched.has(member.id))) found.set(id, runId);
  }
  return found;
}
