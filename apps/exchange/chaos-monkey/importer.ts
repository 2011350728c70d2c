/** Configuration of Chaos Monkeys: Netflix's TOML and Spinnaker's JSON, kube-monkey, and YAML in the same spirit. */
import { parse as parseToml } from 'smol-toml';
import { isObject } from '../../../core/validation/schemas.ts';
import { accounted } from '../accounting.ts';
import type { Importer, Item, Reading } from '../importer.ts';
import { notesOn, type Place } from '../place.ts';
import type { MonkeyConfiguration } from './configuration.ts';
import { draftsOf } from './drafts.ts';
import { fromSpinnaker, fromToml } from './netflix.ts';
import { fromKubeMonkey, fromYaml, springNotes } from './others.ts';

export const chaosMonkey: Importer = {
  system: 'chaos-monkey',
  title: 'Chaos Monkey',
  recognises: (document) => readerOf(document) !== undefined || tomlIn(document) !== undefined,
  read,
};

type Reader = (root: Place) => MonkeyConfiguration;

const names = ['chaosMonkey', 'chaos_monkey', 'chaos-monkey', 'chaosmonkey'];

/** By what stands in it. */
function readerOf(document: unknown): Reader | undefined {
  if (!isObject(document)) return undefined;
  if (isObject(document.kubemonkey)) return fromKubeMonkey;
  const { attributes, chaosmonkey, chaos } = document;
  if (isObject(attributes) && (isObject(attributes.chaosMonkey) || isObject(attributes.chaosmonkey)))
    return fromSpinnaker;
  if ('meanTimeBetweenKillsInWorkDays' in document) return fromSpinnaker;
  if (isObject(chaosmonkey) && tomlKeys.some((key) => key in chaosmonkey)) return fromToml;
  if (isObject(chaos) && isObject(chaos.monkey))
    return (root) =>
      (isObject(root.at('chaos', 'monkey', 'assaults').value) ? springNotes : fromYaml)(root.at('chaos', 'monkey'));
  const under = names.find((name) => isObject(document[name]));
  if (under !== undefined) return (root) => fromYaml(root.at(under));
  return 'enabled' in document && ['probability', 'blacklist', 'whitelist'].some((key) => key in document)
    ? fromYaml
    : undefined;
}

const tomlKeys = [
  'leashed',
  'schedule_enabled',
  'accounts',
  'start_hour',
  'end_hour',
  'time_zone',
  'term_account',
  'max_apps',
];

/** kube-monkey's TOML in a ConfigMap. */
function tomlIn(document: unknown): unknown {
  const data = isObject(document) && document.kind === 'ConfigMap' ? document.data : undefined;
  const text = isObject(data) ? data['config.toml'] : undefined;
  if (typeof text !== 'string') return undefined;
  try {
    const parsed: unknown = JSON.parse(JSON.stringify(parseToml(text)));
    return readerOf(parsed) ? parsed : undefined;
  } catch {
    return undefined;
  }
}

function read(document: unknown, name: string): Reading {
  const inner = tomlIn(document);
  const { root, items } = notesOn(document);
  if (inner === undefined) {
    const configuration = (readerOf(document) ?? fromYaml)(root);
    return { documents: draftsOf(configuration, name), items: items() };
  }
  const { documents, items: own } = read(inner, name);
  const text = root.at('data', 'config.toml');
  text.kept('a document of its own, whose parts are named by themselves');
  for (const key of ['apiVersion', 'kind', 'metadata']) root.at(key).lost('where the cluster keeps the file');
  const below = accounted(inner, own).map((item): Item => ({ ...item, path: [...text.path, ...item.path] }));
  return { documents, items: [...items(), ...below] };
}
