/** Someone takes what a run left as it is now: from then on it is theirs, and Squall never touches it for that run again. */
import { type Acknowledgement, isOpen, type Leftover } from '../history/leftover.ts';
import type { Ports } from '../ports/ports.ts';
import { tellOfResolved } from './leftover-notices.ts';

export type Acknowledged =
  /** Those that were open until now. */
  | { readonly acknowledged: true; readonly leftovers: readonly Leftover[] }
  | {
      readonly acknowledged: false;
      /** `resolved`: all that was left is acknowledged or restored already, and nothing was changed. */
      readonly rule: 'unknown' | 'phase' | 'nothing' | 'resolved' | 'identity';
      readonly why: string;
    };

/** All of the run's that are open. Nothing is changed where there are none. */
export async function acknowledge(
  runId: string,
  acknowledgement: Acknowledgement,
  ports: Pick<Ports, 'runs' | 'leftovers' | 'journal' | 'notices'>,
): Promise<Acknowledged> {
  const no = (rule: Extract<Acknowledged, { acknowledged: false }>['rule'], why: string): Acknowledged => ({
    acknowledged: false,
    rule,
    why,
  });
  const record = await ports.runs.load(runId);
  if (!record) return no('unknown', `run ${runId} is unknown`);
  if (!record.terminal)
    return no('phase', `run ${runId} is not at rest: only what a concluded run left can be acknowledged`);
  const before = await ports.leftovers.of(runId);
  if (before.length === 0)
    return no('nothing', `run ${runId} left nothing behind: its recovery is ${record.terminal.recovery}`);
  const open = new Set(before.filter(isOpen).map(({ entryId }) => entryId));
  const after = open.size === 0 ? before : await ports.leftovers.acknowledge(runId, acknowledgement);
  // Also for one who died after the acknowledgement, and before the journal.
  await tellOfResolved(runId, ports);
  if (open.size > 0) return { acknowledged: true, leftovers: after.filter(({ entryId }) => open.has(entryId)) };
  const last = after.at(-1);
  const how = last?.acknowledged
    ? `${last.acknowledged.by} acknowledged it at ${new Date(last.acknowledged.at).toISOString()}`
    : `it was seen restored at ${new Date(last?.restored?.at ?? 0).toISOString()}`;
  return no('resolved', `nothing that run ${runId} left is open any more: ${how}`);
}
