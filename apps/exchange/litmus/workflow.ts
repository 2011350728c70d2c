/** Workflows of Argo that Litmus runs: engines in artifacts, in the order of their steps. */

import { isObject } from '../../../core/validation/schemas.ts';
import { parse } from '../../documents/parse.ts';
import { accounted } from '../accounting.ts';
import type { Item } from '../importer.ts';
import type { Outline } from '../outline.ts';
import { notesOn, type Place } from '../place.ts';
import { type Resolve, withoutSecret } from '../values.ts';
import { type EngineParts, engineOf } from './engine.ts';
import type { LitmusProbe } from './probes.ts';

export interface WorkflowParts {
  readonly probes: readonly LitmusProbe[];
  /** Of the documents in its artifacts, at their places in the whole. */
  readonly items: readonly Item[];
}

/** Adds its steps to the outline: those of one group at once, the groups one after the other. */
export function workflowOf(spec: Place, outline: Outline): WorkflowParts {
  const resolve = parametersOf(spec.at('arguments', 'parameters'), outline);
  const items: Item[] = [];
  const probes: LitmusProbe[] = [];
  const engines = new Map<string, EngineParts>();
  for (const template of spec.at('templates').list()) {
    const name = template.at('name').text() ?? '?';
    const parts = template.at('steps').value === undefined ? artifacts(template, outline, resolve, items) : undefined;
    if (parts) engines.set(name, parts);
  }
  for (const { probes: own } of engines.values()) probes.push(...own);
  let frontier: readonly string[] = [];
  for (const group of order(spec, engines)) {
    const started = group.flatMap((name) =>
      (engines.get(name)?.steps ?? []).map(({ name: fault, sketch }) => {
        const previous = outline.steps().at(-1);
        const same = frontier.length === (previous === undefined ? 0 : 1) && frontier[0] === previous;
        return outline.step(fault, { ...sketch, ...(!same && { after: frontier }) });
      }),
    );
    if (started.length > 0) frontier = started;
  }
  for (const key of [
    'serviceAccountName',
    'securityContext',
    'podGC',
    'volumes',
    'ttlStrategy',
    'nodeSelector',
    'tolerations',
  ])
    spec.at(key).lost('how Argo runs a workflow; Squall runs its own state machine');
  return { probes, items };
}

/** `{{workflow.parameters.x}}` as a parameter of ours. */
function parametersOf(declared: Place, outline: Outline): Resolve {
  const values = new Map<string, string>();
  for (const parameter of declared.list()) {
    const name = parameter.at('name').text();
    if (name === undefined) continue;
    values.set(name, parameter.at('value').text() ?? '');
    parameter.kept();
  }
  const pattern = /\{\{\s*(?:workflow|inputs)\.parameters\.([\w-]+)\s*\}\}/g;
  return (value) => {
    if (typeof value !== 'string' || !value.includes('{{'))
      return withoutSecret({ written: value, today: value, refers: false });
    const names = [...value.matchAll(pattern)].map(([, name]) => name!);
    if (names.length === 0 || !names.every((name) => values.has(name)))
      return { written: undefined, today: undefined, refers: true };
    const written = value.replace(pattern, (_, name: string) =>
      outline.parameter(name, { type: 'string', default: values.get(name)! }),
    );
    return withoutSecret({
      written,
      today: value.replace(pattern, (_, name: string) => values.get(name)!),
      refers: true,
    });
  };
}

function artifacts(template: Place, outline: Outline, resolve: Resolve, items: Item[]): EngineParts | undefined {
  const found = template.at('inputs', 'artifacts').list();
  const data = found.map((artifact) => artifact.at('raw', 'data'));
  if (!data.some(({ value }) => typeof value === 'string')) {
    template.lost('a container that runs in the cluster: set up, load and clean up beside the experiment');
    return undefined;
  }
  template.at('name').kept();
  for (const key of ['container', 'outputs', 'metadata'])
    template.at(key).lost('how Litmus applies the engine to the cluster');
  const all = data.flatMap((place, i) => {
    for (const key of ['name', 'path']) found[i]!.at(key).lost('a file of the workflow’s container');
    return embedded(place, outline, resolve, items) ?? [];
  });
  return { steps: all.flatMap(({ steps }) => steps), probes: all.flatMap(({ probes }) => probes) };
}

/** A document in a text. A chart installs what an engine uses later: no step of its own. */
function embedded(place: Place, outline: Outline, resolve: Resolve, items: Item[]): EngineParts | undefined {
  const read = parse('artifact', typeof place.value === 'string' ? place.value : '');
  if ('problems' in read || !isObject(read.value)) {
    place.lost('it is no document that could be read');
    return undefined;
  }
  const notes = notesOn(read.value);
  const { kind } = read.value;
  if (kind === 'ChaosExperiment') {
    place.lost('the chart of a fault, installed for the engines: its values are theirs where they give none');
    return undefined;
  }
  if (kind !== 'ChaosEngine') {
    place.lost(`a document of kind ${String(kind)}, for the cluster`);
    return undefined;
  }
  const parts = engineOf(notes.root, outline, resolve);
  describe(notes.root);
  place.kept('a document of its own, whose parts are named by themselves');
  items.push(...accounted(read.value, notes.items()).map((item) => ({ ...item, path: [...place.path, ...item.path] })));
  return parts;
}

/** Names of templates in groups that run at once. */
function order(spec: Place, engines: ReadonlyMap<string, EngineParts>): readonly (readonly string[])[] {
  const entry = spec.at('entrypoint');
  entry.kept();
  const templates = spec.at('templates').list();
  const first = templates.find((template) => template.at('name').value === entry.value && template.at('steps').value);
  if (!first) return [...engines.keys()].map((name) => [name]);
  first.at('name').kept();
  return first
    .at('steps')
    .list()
    .map((group) =>
      group.list().map((step) => {
        const name = step.at('template').text() ?? '';
        for (const [key, place] of step.entries())
          if (key !== 'name' && key !== 'template') place.lost('steps have no conditions or arguments of their own');
          else if (engines.has(name)) place.kept('a step is named after its fault');
          else place.lost('it runs a container in the cluster');
        return name;
      }),
    );
}

export function describe(document: Place): void {
  document.at('apiVersion').kept('the version of the format');
  document.at('kind').kept();
  const metadata = document.at('metadata');
  for (const key of ['name', 'generateName']) metadata.at(key).kept();
  metadata.at('namespace').lost('where Litmus keeps the document; Squall keeps it in a file');
  metadata.at('annotations').lost('annotations are for controllers of the cluster');
  for (const key of ['uid', 'resourceVersion', 'creationTimestamp', 'generation'])
    metadata.at(key).lost('what a cluster notes of it');
  document.at('status').lost('what became of it in a cluster');
}
