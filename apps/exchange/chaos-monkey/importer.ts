/** Configuration of Chaos Monkeys: Netflix's TOML and Spinnaker's JSON, kube-monkey, and YAML in the same spirit. */
import { parse as parseToml } from 'smol-toml';
import { isObject } from '../../../core/validation/schemas.ts';
import { accounted } from '../accounting.ts';
import type { Importer, Item, Reading } from '../importer.ts';
import { notesOn, type Place } from '../place.ts';
import { differences } from './differences.ts';
import { fromKubeMonkey } from './kube-monkey.ts';
import { fromSpinnaker, fromToml } from './netflix.ts';
import { fromYaml } from './plain-yaml.ts';
import { draftOf } from './sketch.ts';

export const chaosMonkey: Importer = {
  system: 'chaos-monkey',
  title: 'Chaos Monkey',
  recognises: (document) => readerOf(document) !== undefined || tomlIn(document) !== undefined,
  read,
};

type Reader = (root: Place, name: string) => Omit<Reading, 'items'>;

const kubeMonkey: Reader = (root) => ({ documents: fromKubeMonkey(root) });
const toml: Reader = (root) => ({ documents: [draftOf(fromToml(root))], differences: differences() });
const yaml: Reader = (root, name) => ({ documents: [draftOf(fromYaml(root, name))] });

const spinnaker: Reader = (root) => {
  const { sketch, gap } = fromSpinnaker(root);
  return { documents: [draftOf(sketch)], differences: differences(gap) };
};

/** Assaults of Spring Boot happen inside one JVM: there is nothing to make a monkey of. */
const springBoot: Reader = (root) => {
  for (const [key, place] of root.entries())
    place.lost(
      key === 'enabled'
        ? 'there is nothing that it would switch on'
        : 'it acts inside a Spring Boot application; Squall acts on hosts, pods, services and the requests of functions',
    );
  return { documents: [] };
};

const names = ['chaosMonkey', 'chaos_monkey', 'chaos-monkey', 'chaosmonkey'];

/** By what stands in it. */
function readerOf(document: unknown): Reader | undefined {
  if (!isObject(document)) return undefined;
  if (isObject(document.kubemonkey)) return kubeMonkey;
  const { attributes, chaosmonkey, chaos } = document;
  if (isObject(attributes) && (isObject(attributes.chaosMonkey) || isObject(attributes.chaosmonkey))) return spinnaker;
  if ('meanTimeBetweenKillsInWorkDays' in document) return spinnaker;
  if (isObject(chaosmonkey) && tomlKeys.some((key) => key in chaosmonkey)) return toml;
  if (isObject(chaos) && isObject(chaos.monkey))
    return (root, name) =>
      (isObject(root.at('chaos', 'monkey', 'assaults').value) ? springBoot : yaml)(root.at('chaos', 'monkey'), name);
  const under = names.find((name) => isObject(document[name]));
  if (under !== undefined) return (root, name) => yaml(root.at(under), name);
  return 'enabled' in document && ['probability', 'blacklist', 'whitelist'].some((key) => key in document)
    ? yaml
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
    const made = (readerOf(document) ?? yaml)(root, name);
    return { ...made, items: items() };
  }
  const { items: own, ...made } = read(inner, name);
  const text = root.at('data', 'config.toml');
  text.kept('a document of its own, whose parts are named by themselves');
  for (const key of ['apiVersion', 'kind', 'metadata']) root.at(key).lost('where the cluster keeps the file');
  const below = accounted(inner, own).map((item): Item => ({ ...item, path: [...text.path, ...item.path] }));
  return { ...made, items: [...items(), ...below] };
}
