/** The invariants, asked of moments in which something has changed that they see. */
import type { OfRun } from './cells.ts';
import { violationIn } from './invariants.ts';
import type { Model } from './model.ts';
import type { Moment } from './moment.ts';

const unseen: readonly OfRun[] = ['journal', 'experiment', 'recoveries'];

export class Watch {
  readonly #model: Model;
  readonly #seenSlots: readonly number[];
  /** What was in force, and where: some invariants ask what has come of it. */
  readonly #beforeSlots: readonly number[];
  readonly #known = new Map<string, string | undefined>();

  constructor(model: Model) {
    this.#model = model;
    const { runIds, slots, orderSlot, subject } = model.layout;
    const hidden = new Set([
      orderSlot,
      ...runIds.flatMap((runId) => unseen.map((name) => model.layout.slotOf(name, runId))),
    ]);
    this.#seenSlots = slots.filter((slot) => !hidden.has(slot));
    this.#beforeSlots = [
      ...runIds.map((runId) => model.layout.slotOf('faults', runId)),
      ...subject.fleet.map(({ id }) => model.layout.changedSlot(id)),
    ];
  }

  /** The first broken one in words. @param before the moment that this one follows */
  violationAt({ cells, now }: Moment, before: Moment): string | undefined {
    if (now === before.now && this.#seenSlots.every((slot) => cells[slot] === before.cells[slot])) return undefined;
    let key = `${now}`;
    for (const slot of this.#seenSlots) key += `;${cells[slot]}`;
    for (const slot of this.#beforeSlots) key += `;${before.cells[slot]}`;
    if (this.#known.has(key)) return this.#known.get(key);
    const what = violationIn(this.#model.worldOf(cells, now), this.#model.worldOf(before.cells, before.now));
    this.#known.set(key, what);
    return what;
  }
}
