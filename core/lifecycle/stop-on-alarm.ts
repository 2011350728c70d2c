/** The stopper: an alarm's state-change event ends every run that it guards. */
import type { Instant } from '../ports/clock.ts';
import type { Ports } from '../ports/ports.ts';
import { abort } from './abort.ts';
import { alarmClause } from './cause.ts';

/**
 * Answers the ids of the runs that were aborted. All of them are tried, whatever fails.
 * @param changedAt when the alarm changed state: events come late and twice, and one from
 *   before a run was armed says nothing about it
 * @throws AggregateError with what failed
 */
export async function stopOnAlarm(alarmName: string, ports: Ports, changedAt?: Instant): Promise<readonly string[]> {
  const guarded = await ports.runs.list({ unfinished: true, stopAlarm: alarmName });
  const injecting = guarded.filter(
    ({ phase, lease }) =>
      phase === 'injecting' && (changedAt === undefined || lease === undefined || changedAt >= lease.from),
  );
  const failures: unknown[] = [];
  for (const { runId } of injecting) {
    const cause = { kind: 'alarm', detail: alarmClause(alarmName, 'ALARM'), at: ports.clock.now() } as const;
    await abort(runId, cause, ports).catch((error: unknown) => failures.push(error));
  }
  if (failures.length > 0) throw new AggregateError(failures, `not every run guarded by ${alarmName} could be stopped`);
  return injecting.map(({ runId }) => runId);
}
