/** What became of leftovers, told: in the journal of their run, and to people once none of it is open. */
import type { JournalEntry } from '../history/journal.ts';
import { isOpen, type Leftover } from '../history/leftover.ts';
import type { Ports } from '../ports/ports.ts';
import { notify } from './notify.ts';

/** No state of a machine, but what happens after the run. */
const step = 'Leftovers';

/**
 * Lines under fixed keys, so that each stands once, whoever writes them: whoever resolved
 * the leftover, or the sweeper, for one that died in between. People are told by whoever
 * finds lines owed.
 */
export async function tellOfResolved(
  runId: string,
  ports: Pick<Ports, 'leftovers' | 'journal' | 'notices' | 'runs'>,
): Promise<void> {
  const leftovers = await ports.leftovers.of(runId);
  const told = new Set(
    (await ports.journal.read(runId)).flatMap((entry) => (entry.step === step ? [entry.visit] : [])),
  );
  const owed = leftovers.flatMap((leftover, i) => (told.has(i) ? [] : lineOf(leftover, i)));
  if (owed.length === 0) return;
  await ports.journal.append(owed);
  if (leftovers.some(isOpen)) return;
  const title = (await ports.runs.load(runId))?.title ?? runId;
  await notify(
    {
      runId,
      kind: 'leftover-resolved',
      subject: `${title}: nothing of it is left`,
      body: [`What run ${runId} left behind is resolved.`, ...leftovers.map(resolvedText)].join('\n'),
    },
    ports,
  );
}

function lineOf(leftover: Leftover, i: number): readonly JournalEntry[] {
  const { runId, entryId, acknowledged, restored } = leftover;
  const at = { runId, step, wave: 0, visit: i, n: 0 };
  if (acknowledged) return [{ ...at, type: 'left-acknowledged', entryId, ...acknowledged }];
  return restored ? [{ ...at, type: 'left-restored', entryId, ...restored }] : [];
}

/** `Step power: acknowledged by ada: replaced by hand.` */
export function resolvedText({ stepId, acknowledged, restored }: Leftover): string {
  if (acknowledged) return `Step ${stepId}: acknowledged by ${acknowledged.by}: ${acknowledged.reason}.`;
  return restored ? `Step ${stepId}: restored; ${restored.how}.` : `Step ${stepId}: open.`;
}
