/** One action of a method as a step, by the tables. */
import { fault } from '../../../core/faults/catalogue.ts';
import { applied } from '../applied.ts';
import type { Mappings } from '../counterpart.ts';
import type { Outline, StepSketch } from '../outline.ts';
import type { Place } from '../place.ts';
import { durationOf } from '../quantities.ts';
import { rowOf } from '../row.ts';
import type { Resolve } from '../values.ts';
import { noCode, noteFunction, noteType, providerOf } from './providers.ts';
import { ec2 } from './tables/ec2.ts';
import { kubernetes } from './tables/kubernetes.ts';
import { services } from './tables/services.ts';
import { toxiproxy } from './tables/toxiproxy.ts';
import { undoing } from './tables/undoing.ts';

export const mappings: Mappings = { ...ec2, ...services, ...kubernetes, ...toxiproxy };

export interface Made {
  readonly sketch: StepSketch;
  /** The pause behind the action became the length of the fault. */
  readonly lastsForPause: boolean;
}

interface Setting {
  readonly outline: Outline;
  readonly resolve: Resolve;
}

/** @param pause milliseconds behind the action. Undefined, and noted, where it has no counterpart. */
export function actionOf(activity: Place, { outline, resolve }: Setting, pause: number | undefined): Made | undefined {
  const provider = providerOf(activity);
  if (provider.kind === 'none') return lost(activity, 'its provider is none of python, process and http');
  if (provider.kind === 'process') return lost(activity, noCode);
  if (provider.kind === 'http') return lost(activity, 'Squall sends no requests that change something');
  const { name, place } = provider;
  const title = activity.at('name').text() ?? name;
  if (name === 'chaosaws.fis.actions.start_experiment') return template(activity, place, resolve);
  const mapping = rowOf(mappings, name === 'chaostoxi.toxic.actions.create_toxic' ? toxicNamed(place, resolve) : name);
  if (!mapping || 'none' in mapping) {
    const undone = rowOf(undoing, name);
    if (undone) return lost(activity, `Squall undoes each fault itself, on every exit: ${name} is no step`);
    return lost(activity, mapping ? mapping.none : `no action is known like ${name}`);
  }
  const definition = fault(mapping.action);
  const bounded = definition?.bounded.by === 'duration' && requires(mapping.action, definition.bounded.parameter);
  const long = bounded && pause !== undefined && pause > 0;
  const sketch = applied(
    mapping,
    {
      name: title,
      arguments: argumentsOf(place.at('arguments')),
      resolve,
      lasting: long
        ? durationOf(Math.max(pause, 60_000), 'ms')!
        : bounded
          ? outline.parameter('duration', {
              type: 'duration',
              default: 'PT5M',
              title: 'how long a fault without an end lasts',
            })
          : 'PT5M',
    },
    outline,
  );
  noteFunction(place, mapping.how);
  activity.at('name').kept();
  noteType(activity);
  return { sketch: { title, ...sketch }, lastsForPause: long };
}

/** Those of a toxic's kind are one level down. */
const argumentsOf = (given: Place): readonly (readonly [string, Place])[] =>
  given.entries().flatMap(([name, place]) => (name === 'attributes' ? place.entries() : [[name, place] as const]));

/** One function makes toxics of all kinds: its row is that of the kind. */
const toxicNamed = (place: Place, resolve: Resolve): string =>
  `toxic ${String(resolve(place.at('arguments', 'toxic_type').value).today)}`;

const requires = (action: string, parameter: string): boolean =>
  fault(action)?.parameters.find(({ name }) => name === parameter)?.required ?? false;

/** Pauses are kept for themselves. */
function lost(activity: Place, why: string): undefined {
  const apart = ['pauses', 'controls'];
  if (!activity.entries().some(([key]) => apart.includes(key))) activity.lost(why);
  else for (const [key, place] of activity.entries()) if (!apart.includes(key)) place.lost(why);
  return undefined;
}

/** A template of AWS FIS is run as it is, under the guardrails of ours. */
function template(activity: Place, place: Place, resolve: Resolve): Made | undefined {
  const id = place.at('arguments', 'experiment_template_id');
  const { today } = resolve(id.value);
  if (typeof today !== 'string' || !/^EXT[A-Za-z0-9]+$/.test(today))
    return lost(activity, 'the id of the template is not in the file, and a step names it');
  noteFunction(place, undefined);
  id.kept();
  place.at('arguments', 'client_token').lost('Squall gives each start a token of its own');
  place.at('arguments', 'tags').lost('Squall tags each experiment with its run');
  activity.at('name').kept();
  noteType(activity);
  return { sketch: { title: activity.at('name').text() ?? today, fisTemplate: today }, lastsForPause: false };
}
