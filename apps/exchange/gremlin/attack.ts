/** One attack: a command with its arguments on its targets, as steps that run at once. */
import { applied } from '../applied.ts';
import type { Mappings } from '../counterpart.ts';
import { idFrom } from '../names.ts';
import type { Outline, StepSketch } from '../outline.ts';
import type { Place } from '../place.ts';
import { listOf } from '../quantities.ts';
import { rowOf } from '../row.ts';
import { asItIs } from '../values.ts';
import { argumentsOf, type Named, withoutExceptions } from './arguments.ts';
import { commandNamed } from './flags.ts';
import { pods, tasks } from './tables/containers.ts';
import { hosts } from './tables/hosts.ts';
import { nowhere } from './tables/nowhere.ts';
import { type Kind, targetOf } from './target.ts';

const tables: Readonly<Record<Kind, Mappings>> = { hosts, tasks, pods };

export interface Attack {
  /** Names of the command: the first that is there counts. */
  readonly types: readonly Place[];
  readonly arguments: Place;
  readonly target: Place;
  /** All of it, for what is lost as a whole. */
  readonly whole: Place;
}

export interface NamedStep {
  readonly name: string;
  readonly sketch: StepSketch;
}

export function stepsOf({ types, arguments: list, target, whole }: Attack, outline: Outline): readonly NamedStep[] {
  const first = list.list()[0]?.text() ?? '';
  const written = types.map((place) => place.text()).find((text) => text !== undefined && text !== '');
  const command = commandNamed(written ?? (first.startsWith('-') ? '?' : first));
  const none = rowOf(nowhere, command);
  if (none !== undefined && command !== 'blackhole') return lost(whole, none);
  const found = argumentsOf(command, list).flatMap((named) => {
    const rest = withoutExceptions(named);
    return rest ? [rest] : [];
  });
  const rows = rowsOf(command, found);
  if (rows.length === 0) return lost(whole, none ?? `no attack is known like ${command}`);
  const { kind, choice } = targetOf(target, outline);
  const row = rowOf(tables[kind], rows[0]!.row);
  if (!row) return lost(whole, `no attack on ${kind} is known like ${command}`);
  if ('none' in row) return lost(whole, row.none);
  for (const place of types) {
    if (place.text() !== written && commandNamed(place.text() ?? command) !== command)
      place.lost(`another name than ${command}, which counts`);
    else if (row.how !== undefined) place.changed(row.how);
    else place.kept(place.text() === written ? undefined : 'the same by another name');
  }
  // What the steps of one attack share is noted once.
  return rows.flatMap(({ row: name, arguments: own }) => {
    const mapping = rowOf(tables[kind], name);
    if (!mapping || 'none' in mapping) return [];
    const call = { name: command, arguments: own, resolve: asItIs, lasting: 'PT1M', choice: { ...choice } };
    const defaults = 'length' in mapping.arguments ? { defaults: { length: 60 } } : {};
    const sketch = applied(mapping, { ...call, ...defaults }, outline);
    return [{ name: idFrom(command), sketch: { title: command, ...sketch } }];
  });
}

function lost(whole: Place, why: string): readonly NamedStep[] {
  whole.lost(why);
  return [];
}

interface Row {
  readonly row: string;
  readonly arguments: readonly Named[];
}

/** A reboot is no shutdown, sources have a document of their own, and a blackhole is one step a port and direction. */
function rowsOf(command: string, named: readonly Named[]): readonly Row[] {
  const has = (name: string) => named.some(([each]) => each === name);
  if (command === 'shutdown' && has('reboot')) return [{ row: 'reboot', arguments: named }];
  if (/^(?:latency|packet_loss)$/.test(command) && (has('hostnames') || has('addresses')))
    return [{ row: `${command} with sources`, arguments: named }];
  if (command !== 'blackhole') return [{ row: command, arguments: named }];
  return (['ports', 'ingressPorts'] as const).flatMap((direction) =>
    named
      .filter(([name]) => name === direction)
      .flatMap(([name, place]) =>
        listOf(place.value).map((port) => [name, { ...place, value: port, text: () => port }] as const),
      )
      .map((port) => ({
        row: direction === 'ports' ? 'blackhole of egress' : 'blackhole of ingress',
        arguments: [...named.filter(([name]) => name !== 'ports' && name !== 'ingressPorts'), port],
      })),
  );
}
