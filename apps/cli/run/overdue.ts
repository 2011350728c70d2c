/** A run that should be over by now. Pure. */
import type { RunRecord } from '../../../core/history/run-record.ts';
import type { Instant, Millis } from '../../../core/ports/clock.ts';
import { spoken } from '../text/times.ts';

/** The reaper is up to a minute late, and recovery has its own time after that. */
const grace: Millis = 10 * 60_000;

/** One sentence with what to do; undefined while there is nothing to worry about. @param flags as `Platform.flags` */
export function overdue({ lease, terminal }: RunRecord, now: Instant, flags: string): string | undefined {
  if (terminal || !lease || now < lease.until + grace) return undefined;
  return (
    `Its lease ended ${spoken(now - lease.until)} ago, and it is not at rest: ` +
    `squall reap${flags} calls the sweeper, and the alarms and logs of the platform say what keeps it.`
  );
}
