/** I11 and I9 by doing it again: what was undone is undone once more in any order, what was stopped is stopped once more. */
import { abort } from '../../../core/lifecycle/abort.ts';
import type { Platform } from '../platform.ts';
import type { Story } from './invariant.ts';

/** I11: undo is order-independent, and a second undo changes nothing. */
export async function undoAgain({ platform }: Story): Promise<readonly string[]> {
  const { tables, ports, attacker } = platform;
  const before = standing(platform);
  const theirs = leftIn(platform);
  const entries = [...tables.entries.values()]
    .flatMap((own) => [...own.values()])
    .filter(({ targets }) => !targets.some((id) => theirs.has(id)))
    .map((entry) => ({ entry, at: attacker.chance.of(`again/${entry.runId}/${entry.id}`) }))
    .sort((a, b) => a.at - b.at);
  for (const { entry } of entries) {
    await ports.faults.stop(entry.fault, 'once more');
    if (entry.undo.by === 'us') await ports.faults.undo(entry);
  }
  return before === standing(platform) ? [] : ['a second undo, in another order, changed the world'];
}

/** What was left and is not seen restored stands as it is, or belongs to whoever answered for it. */
const leftIn = ({ tables }: Platform): ReadonlySet<string> =>
  new Set(
    [...tables.leftovers.values()]
      .flatMap((own) => [...own.values()])
      .flatMap(({ targets, restored }) => (restored ? [] : targets)),
  );

/** I9: to stop what is over changes nothing. */
export async function stopTwice({ platform, cast }: Story): Promise<readonly string[]> {
  const { tables, ports, clock } = platform;
  const before = standing(platform);
  const broken: string[] = [];
  for (const { runId } of cast.starts) {
    const record = tables.records.get(runId);
    if (!record) continue;
    const answer = await abort(runId, { kind: 'person', detail: 'once more', at: clock.now() }, ports);
    if (!answer.known || !answer.acknowledged) broken.push(`the stop of ${runId}, which is over, is not acknowledged`);
    if (tables.records.get(runId) !== record) broken.push(`the record of ${runId} was changed by a stop after its end`);
  }
  return before === standing(platform) ? broken : [...broken, 'a stop after the end changed the world'];
}

const standing = ({ cloud }: Platform): string =>
  JSON.stringify([cloud.resources(), cloud.experiments().map(({ id, status }) => [id, status])]);
