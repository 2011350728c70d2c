/** Waves: the steps that start together, in the order in which they start. */
import type { Step } from './schema/steps.ts';

/**
 * A step starts one wave after the last of those it waits for: those named in `after`,
 * by default the step before, and with an empty list none. Steps that wait for each
 * other, or for a step that does not exist, are in no wave.
 */
export function wavesOf<S extends Pick<Step, 'id' | 'after'>>(steps: readonly S[]): readonly (readonly S[])[] {
  const waits = new Map(
    steps.map((step, i) => [step.id, step.after ?? steps.slice(Math.max(0, i - 1), i).map(({ id }) => id)]),
  );
  const wave = new Map<string, number>();
  for (let grown = true; grown; ) {
    grown = false;
    for (const [id, before] of waits) {
      if (wave.has(id) || !before.every((other) => wave.has(other))) continue;
      wave.set(id, Math.max(-1, ...before.map((other) => wave.get(other) ?? -1)) + 1);
      grown = true;
    }
  }
  const last = Math.max(-1, ...wave.values());
  return Array.from({ length: last + 1 }, (_, n) => steps.filter(({ id }) => wave.get(id) === n));
}
