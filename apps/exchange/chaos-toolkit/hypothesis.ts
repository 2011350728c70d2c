/** The hypothesis: its words, its probes, and when they are looked at. */
import type { Probe } from '../../../core/experiment/schema/probes.ts';
import type { Facts } from '../draft.ts';
import { localNames } from '../names.ts';
import type { Place } from '../place.ts';
import type { Resolve } from '../values.ts';
import { type ProbeSketch, probeOf } from './probes.ts';
import { noteType } from './providers.ts';

export interface Believed {
  readonly hypothesis: NonNullable<Facts['hypothesis']>;
  readonly probes: readonly Probe[];
  /** Alarms that were to be OK: they stop the run as well. */
  readonly stopAlarms: readonly string[];
}

export function hypothesisOf(document: Place, resolve: Resolve, title: string): Believed {
  const place = document.at('steady-state-hypothesis');
  const then = place.at('title').text();
  place.at('title').kept();
  place.at('controls').lost('controls are code beside a hypothesis, and no code of a file is run');
  const judged = [...place.at('probes').list(), ...safeguards(document)];
  const sketches = judged.flatMap((activity, i) => {
    const sketch = probeOf(activity, resolve);
    if (sketch) {
      activity.at('name').kept();
      noteType(activity);
    }
    return sketch ? [{ sketch, name: activity.at('name').text() ?? `probe-${i + 1}` }] : [];
  });
  const names = localNames(
    sketches.map(({ name }) => name.slice(0, 60)),
    'probe',
  );
  strategy(document.at('runtime', 'hypothesis', 'strategy'));
  return {
    // biome-ignore lint/suspicious/noThenProperty: the format's own word, and a plain object is never awaited
    hypothesis: { if: title, ...(then !== undefined && { then: then.slice(0, 1000) }) },
    probes: unique(sketches.map(({ sketch, name }) => ({ name: names.get(name.slice(0, 60))!, sketch }))),
    stopAlarms: [
      ...new Set(sketches.flatMap(({ sketch }) => (sketch.alarm && !sketch.expect ? [sketch.alarm.name] : []))),
    ].slice(0, 5),
  };
}

const unique = (named: readonly { readonly name: string; readonly sketch: ProbeSketch }[]): readonly Probe[] =>
  named.map(({ name, sketch }, i) => {
    const before = named.slice(0, i).filter((each) => each.name === name).length;
    return { id: before === 0 ? name : `${name}-${before + 1}`, ...sketch, when: ['before', 'during', 'after'] };
  });

/** Probes that a safeguard watches while faults are active. */
const safeguards = (document: Place): readonly Place[] =>
  document
    .at('controls')
    .list()
    .filter((control) => control.at('provider', 'module').text() === 'chaosaddons.controls.safeguards')
    .flatMap((control) => control.at('provider', 'arguments', 'probes').list());

/** Ours is one: a gate before, a look all along, proof of recovery after. */
function strategy(place: Place): void {
  if (place.value === 'default' || place.value === 'continuously')
    place.changed('probes are looked at before, all along, and after');
  else place.lost('probes are always looked at before, all along, and after: without a gate no run begins');
}
