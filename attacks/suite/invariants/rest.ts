import type { Platform } from '../platform.ts';
import type { Invariant } from './invariant.ts';

/** I9, seen from its end: whatever died, everything came to rest, with nothing held and nothing running. */
export const rest: Invariant = {
  id: 'I9',
  what: 'stopping works with the workflow gone, and leaves nothing behind',
  *breaches({ platform: { tables, armed, running, cloud } }) {
    for (const { key, runId } of tables.locks) yield `the lock ${key} of ${runId} is left`;
    for (const runId of armed) yield `the reaper of ${runId} is left`;
    for (const item of cloud.beats()) if (!isNamed(item, tables)) yield `the heartbeat ${item} is left`;
    if (running() > 0) yield `${running()} executions are left`;
  },
};

/** A run says what it could not take away from a table. */
const isNamed = (item: string, { journals }: Platform['tables']): boolean =>
  [...journals.values()].some((own) =>
    [...own.values()].some((entry) => JSON.stringify(entry).includes(`${item} may still be in`)),
  );
