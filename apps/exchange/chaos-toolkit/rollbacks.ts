/** Rollbacks: Squall undoes its faults itself, so that what only does that is kept, and the rest is named. */
import type { Outline } from '../outline.ts';
import type { Place } from '../place.ts';
import { rowOf } from '../row.ts';
import { noCode, providerOf } from './providers.ts';
import { undoing } from './tables/undoing.ts';

export function rollbacksOf(document: Place, outline: Outline): void {
  const actions = new Set(outline.facts().steps.map(({ action }) => action ?? 'fisTemplate'));
  for (const activity of document.at('rollbacks').list()) {
    if (activity.at('ref').value !== undefined) {
      activity.lost(
        'a rollback that repeats an activity has no counterpart: Squall undoes each fault by what it changed',
      );
      continue;
    }
    const provider = providerOf(activity);
    const undone = provider.kind === 'python' ? (rowOf(undoing, provider.name) ?? []) : [];
    if (undone.some((action) => actions.has(action)))
      activity.changed('Squall undoes the fault itself, on every exit, and looks whether it is undone');
    else if (provider.kind === 'process') activity.lost(noCode);
    else
      activity.lost(
        provider.kind === 'python'
          ? `no step brings about what ${provider.name} puts back, and Squall undoes what its own steps did`
          : 'Squall undoes its faults itself, and sends no requests that change something',
      );
  }
}
