/** Controls: code around an experiment. Those whose work Squall does itself are told so. */
import type { Place } from '../place.ts';
import { rowOf } from '../row.ts';

/** By module. `changed`: Squall does it itself. */
const known: Readonly<Record<string, { readonly changed: string } | { readonly lost: string }>> = {
  'chaosaddons.controls.safeguards': {
    changed: 'its probes are probes of the hypothesis, and a deviation ends the run',
  },
  'chaosaddons.controls.bypass': { lost: 'every step of a run is run; remove the step from the file' },
  'chaosaddons.controls.repeat': { lost: 'a step is run once; write it as often as it is wanted' },
  'chaosaddons.controls.synchronous': { lost: 'steps with an empty after begin at once' },
  'chaosaws.s3.controls.upload': {
    changed: 'the journal of every run is kept, and its report can be written anywhere',
  },
  'chaosslack.control': { lost: 'notices go by the platform’s notification topic' },
  'chaosk6.control': { lost: 'Squall drives no load' },
  'chaosgrafana.controls.loki': { lost: 'the journal of every run is kept by the platform' },
  'chaosreliably.controls.experiment': { lost: 'the journal of every run is kept by the platform' },
};

export function controlsOf(document: Place): void {
  for (const control of document.at('controls').list()) {
    const module = control.at('provider', 'module').text();
    const entry = module === undefined ? undefined : rowOf(known, module);
    if (!entry) control.lost('a control is code around the experiment, and no code of a file is run');
    else if ('lost' in entry) control.lost(entry.lost);
    else for (const key of ['name', 'type', 'provider']) note(control.at(key), entry.changed);
  }
}

/** All but the probes of a safeguard, which are noted one by one. */
function note(place: Place, how: string): void {
  if (place.at('arguments', 'probes').value === undefined) {
    place.changed(how);
    return;
  }
  for (const key of ['type', 'module']) place.at(key).changed(how);
}
