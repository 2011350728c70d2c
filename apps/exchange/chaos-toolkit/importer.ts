/** Experiments of Chaos Toolkit, JSON or YAML. Source: chaostoolkit-lib and its documentation of the format. */
import { redactText } from '../../../core/secrets/redact.ts';
import { isObject } from '../../../core/validation/schemas.ts';
import { draftOf } from '../draft.ts';
import type { Importer, Reading } from '../importer.ts';
import { idFrom } from '../names.ts';
import { outline } from '../outline.ts';
import { notesOn, type Place } from '../place.ts';
import { methodOf } from './activities.ts';
import { configurationOf } from './configuration.ts';
import { controlsOf } from './controls.ts';
import { hypothesisOf } from './hypothesis.ts';
import { rollbacksOf } from './rollbacks.ts';

export const chaosToolkit: Importer = {
  system: 'chaos-toolkit',
  title: 'Chaos Toolkit',
  recognises: (document) =>
    isObject(document) &&
    typeof document.title === 'string' &&
    (Array.isArray(document.method) || isObject(document['steady-state-hypothesis'])),
  read,
};

function read(document: unknown, name: string): Reading {
  const { root, items } = notesOn(document);
  const parts = outline();
  const { resolve, finish } = configurationOf(root, parts);
  const title = redactText(root.at('title').text() ?? name).slice(0, 1000);
  const believed = hypothesisOf(root, resolve, title);
  methodOf(root.at('method'), { outline: parts, resolve, named: namedIn(root) });
  rollbacksOf(root, parts);
  controlsOf(root);
  const description = root.at('description').text();
  described(root);
  finish();
  const sketch = parts.facts();
  return {
    documents: [
      draftOf({
        name: idFrom(title, idFrom(name)),
        title,
        ...(description !== undefined && { description: redactText(description).slice(0, 1000) }),
        tags: tagsOf(root),
        ...believed,
        ...sketch,
      }),
    ],
    items: items(),
  };
}

function described(root: Place): void {
  for (const key of ['title', 'description']) {
    const place = root.at(key);
    const text = place.text() ?? '';
    if (redactText(text) !== text) place.changed('what looks like a secret in it is left out');
    else if (text.length > 1000) place.changed('cut after 1,000 characters');
    else place.kept();
  }
  root.at('version').kept('the version of the format');
  root.at('extensions').lost('what extensions keep beside an experiment is theirs alone');
  root.at('dry').lost('a dry run is asked for by squall plan, not by the file');
  root.at('runtime', 'rollbacks', 'strategy').changed('Squall undoes every fault on every exit');
  root.at('runtime', 'hypothesis', 'frequency').lost('probes are sampled at the pace of their own periods');
  root.at('runtime', 'hypothesis', 'fail_fast').changed('a deviation always ends the run');
}

/** A tag here has a value; a contribution is a tag with its level. */
function tagsOf(root: Place): Readonly<Record<string, string>> {
  const tags: Record<string, string> = {};
  for (const tag of root.at('tags').list()) {
    const text = tag.text();
    if (text === undefined || redactText(text) !== text) tag.lost('it is no tag that can be copied');
    else {
      const [key, ...rest] = text.split(':');
      tags[key!] = rest.join(':') || 'true';
      tag.changed('a tag here has a value');
    }
  }
  for (const [key, place] of root.at('contributions').entries()) {
    tags[`contribution:${key}`] = place.text() ?? 'none';
    place.changed('a tag, contribution:…');
  }
  return tags;
}

/** Activities by name: a `ref` means the first of that name, wherever it stands. */
function namedIn(root: Place): ReadonlyMap<string, Place> {
  const all = [
    ...root.at('steady-state-hypothesis', 'probes').list(),
    ...root.at('method').list(),
    ...root.at('rollbacks').list(),
  ];
  const named = new Map<string, Place>();
  for (const activity of all) {
    const name = activity.at('name').text();
    if (name !== undefined && activity.at('provider').value !== undefined && !named.has(name))
      named.set(name, activity);
  }
  return named;
}
