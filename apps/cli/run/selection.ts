/** Which run is meant: an id, the beginning of one, or "last". */
import { Failure } from '../failure.ts';

const shown = 5;

/** Ids newest first. @throws Failure naming what there is when none or several fit. */
export function chooseRun(ids: readonly string[], given: string, directory: string): string {
  const newest = ids[0];
  if (newest === undefined) throw new Failure(`there are no runs in ${directory}: \`squall run\` makes the first`);
  if (given === 'last') return newest;
  if (ids.includes(given)) return given;
  const begun = ids.filter((id) => id.startsWith(given));
  if (begun.length === 1) return begun[0]!;
  const list = (some: readonly string[]) =>
    `${some.slice(0, shown).join(', ')}${some.length > shown ? `, and ${some.length - shown} more` : ''}`;
  throw new Failure(
    begun.length > 1
      ? `${begun.length} runs begin with ${given}: ${list(begun)}`
      : `no run in ${directory} begins with ${given}: there are ${list(ids)} (squall ls lists them)`,
  );
}
