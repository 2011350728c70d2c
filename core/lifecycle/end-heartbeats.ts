/** The items of a run's heartbeats are taken away before it is concluded: nothing of ours is left in anybody's table. */
import type { JournalEvent } from '../history/journal.ts';
import type { RunRecord } from '../history/run-record.ts';
import type { Instant } from '../ports/clock.ts';
import type { Ports } from '../ports/ports.ts';
import { beatItem } from '../steady-state/heartbeat.ts';

/** Whether the run keeps an item of its own in somebody's table. */
export const isBeating = ({ plan }: Pick<RunRecord, 'plan'>): boolean =>
  plan.definition.hypothesis.probes.some(({ heartbeat }) => heartbeat !== undefined);

/**
 * All of them, whether or not any was seen to be written: an answer may have been lost.
 * @returns a line for each that may still be there, with what to delete
 */
export async function endHeartbeats(
  { runId, plan }: Pick<RunRecord, 'runId' | 'plan'>,
  now: Instant,
  ports: Pick<Ports, 'metrics'>,
): Promise<readonly JournalEvent[]> {
  const left: JournalEvent[] = [];
  for (const { id, heartbeat } of plan.definition.hypothesis.probes) {
    if (!heartbeat) continue;
    const item = beatItem(runId, id);
    try {
      await ports.metrics.endBeat(heartbeat, item);
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      const detail = `${item} may still be in table ${heartbeat.table} of ${heartbeat.home} and ${heartbeat.away}: ${why}`;
      left.push({ type: 'sampled', phase: 'after', samples: [{ probe: id, at: now, detail }] });
    }
  }
  return left;
}
