/** What a move shows of the future of whoever made it. */
import { kindOf } from './futures.ts';
import type { Model } from './model.ts';
import type { Moment } from './moment.ts';
import type { Thread } from './thread.ts';

/** Whatever is there now and was not before has come of it. */
export function learn(model: Model, { signature }: Thread, before: Moment, after: Moment): void {
  const { futures } = model;
  const kind = kindOf(model.budget(after.budget));
  for (const each of after.processes)
    if (!before.processes.includes(each)) futures.leadsTo(signature, model.process(each).signature + kind);
  for (const each of after.events)
    if (!before.events.includes(each)) futures.leadsTo(signature, model.eventSignature(each) + kind);
}
