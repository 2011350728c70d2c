/** The invariants, asked of moments in which something has changed that they see. */
import { cellCount, type OfRun, orderSlot, runIds, slotOf } from './cells.ts';
import { violationIn } from './invariants.ts';
import type { Model } from './model.ts';
import type { Moment } from './moment.ts';
import { allSlots } from './world.ts';

const unseen: readonly OfRun[] = ['journal', 'experiment', 'recoveries'];
const seenSlots: readonly number[] = allSlots.filter(
  (slot) =>
    slot < cellCount &&
    slot !== orderSlot &&
    !runIds.some((runId) => unseen.some((name) => slotOf(name, runId) === slot)),
);
const faultSlots = runIds.map((runId) => slotOf('faults', runId));

export class Watch {
  readonly #model: Model;
  readonly #known = new Map<string, string | undefined>();

  constructor(model: Model) {
    this.#model = model;
  }

  /** The first broken one in words. @param before the moment that this one follows */
  violationAt({ cells, now }: Moment, before: Moment): string | undefined {
    if (now === before.now && seenSlots.every((slot) => cells[slot] === before.cells[slot])) return undefined;
    let key = `${now}`;
    for (const slot of seenSlots) key += `;${cells[slot]}`;
    for (const slot of faultSlots) key += `;${before.cells[slot]}`;
    if (this.#known.has(key)) return this.#known.get(key);
    const what = violationIn(this.#model.worldOf(cells, now), this.#model.worldOf(before.cells, before.now));
    this.#known.set(key, what);
    return what;
  }
}
