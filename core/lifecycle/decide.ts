/** People are asked for the decision that a wave waits for. */
import { decisionsAwaited } from '../history/decision.ts';
import type { JournalEntry } from '../history/journal.ts';
import type { RunRecord } from '../history/run-record.ts';
import type { Ports } from '../ports/ports.ts';
import { notify } from './notify.ts';
import { awaitsOf } from './waves.ts';

/** A retried call may ask them again. */
export async function askToDecide(
  record: RunRecord,
  wave: number,
  journal: readonly JournalEntry[],
  ports: Pick<Ports, 'notices'>,
): Promise<void> {
  const asked = new Set(awaitsOf(record.plan, wave).flatMap(({ id, what }) => (what.kind === 'approvals' ? [id] : [])));
  if (asked.size === 0) return;
  const { runId, planHash, title, startedBy, platform } = record;
  for (const { stepId, missing, until } of decisionsAwaited(record, journal)) {
    if (!asked.has(stepId)) continue;
    const who = missing === 1 ? '1 approval' : `${missing} approvals`;
    const how = `squall approve ${runId}${platform === 'aws' ? ' --aws' : ''}`;
    await notify(
      {
        runId,
        kind: 'waiting-for-approval',
        subject: `${title}: waits for ${who} to go on`,
        body: `Run ${runId}, started by ${startedBy}, waits at step ${stepId} for ${who} by someone else until ${new Date(until).toISOString()}, for plan ${planHash.slice(0, 12)}. Look at it with squall show ${runId}, then let it go on: ${how}`,
      },
      ports,
    );
  }
}
