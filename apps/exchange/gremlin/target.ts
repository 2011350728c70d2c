/** Whom an attack hits: hosts, containers of ECS or Kubernetes, or objects of Kubernetes. */
import { isObject } from '../../../core/validation/schemas.ts';
import { type Choice, nothingChosen } from '../choosing.ts';
import type { Outline } from '../outline.ts';
import type { Place } from '../place.ts';
import { numberOf, percentOf } from '../quantities.ts';
import { rowOf } from '../row.ts';

export type Kind = 'hosts' | 'tasks' | 'pods';

export interface Chosen {
  readonly kind: Kind;
  readonly choice: Choice;
}

/** `target` of an attack, `targetDefinition` of a scenario, `target_definition` of a graph. */
export function targetOf(target: Place, outline: Outline): Chosen {
  const choice = nothingChosen();
  share(target, choice);
  for (const key of ['type', 'strategyType', 'strategy_type', 'targetType', 'target_type']) type(target.at(key));
  const objects = [target.at('strategy', 'k8sObjects'), target.at('k8s_objects')].find(
    ({ value }) => value !== undefined,
  );
  if (objects) return { kind: 'pods', choice: objectOf(objects, choice, outline) };
  const containers = target.at('containers');
  const named = [target.at('targetType').value, target.at('target_type').value].join(' ');
  if (containers.value === undefined && !/container/i.test(named)) {
    hosts(target.at('hosts'), choice);
    for (const key of ['tags', 'multiSelectTags', 'multi_select_tags']) tags(target.at('strategy', key), choice);
    return { kind: 'hosts', choice };
  }
  return labels(containers, target.at('strategy'), choice);
}

/** `exact` and `count` are numbers, or numbers as text. */
function share(target: Place, choice: Choice): void {
  const counts = [target.at('exact'), target.at('strategy', 'count')];
  const shares = [target.at('percent'), target.at('strategy', 'percentage')];
  for (const place of [...counts, ...shares]) {
    if (place.value === undefined) continue;
    const exact = counts.includes(place);
    const number = exact ? numberOf(place.value) : percentOf(place.value);
    if (number === undefined || number <= 0 || (exact && !Number.isInteger(number)))
      place.lost('it is no share of targets');
    else {
      choice.select = exact ? { count: number } : { percent: number };
      place.kept();
    }
  }
  target.at('strategy', 'type').kept('how targets are chosen: at random, by the seed of the run');
}

function type(place: Place): void {
  if (place.value === 'Exact') place.changed('the targets that are named, chosen by their ids or tags');
  else place.kept('how targets are chosen: at random, by the seed of the run');
}

function hosts(place: Place, choice: Choice): void {
  if (!isObject(place.value)) {
    place.changed('say which instances: all that have an agent of Gremlin are nothing that AWS knows');
    return;
  }
  for (const id of place.at('ids').list()) {
    const text = id.text() ?? '';
    if (/^i-[0-9a-f]+$/.test(text)) {
      choice.ids.push(text);
      id.kept();
    } else id.lost('an agent of Gremlin, and no id of an instance: choose it by id or tag');
  }
  for (const key of ['multiSelectTags', 'tags']) tags(place.at(key), choice);
}

/** Tags that the agent gives itself name the zone, the Region and the instance. */
function tags(place: Place, choice: Choice): void {
  for (const [key, each] of place.entries()) {
    const values = (Array.isArray(each.value) ? each.value : [each.value]).map(String);
    const [only] = values;
    if (only === undefined || values.length > 1) each.lost('one of several values: a target has one value of a tag');
    else if (/^instance[-_]?id$/i.test(key)) {
      choice.ids.push(only);
      each.kept();
    } else if (/^(?:zone|azid|availability[-_]?zone)$/i.test(key)) {
      choice.zone = only;
      each.kept();
    } else if (/^region$/i.test(key)) {
      choice.region = only;
      each.kept();
    } else {
      choice.tags[key] = only;
      each.changed('a tag of Gremlin’s agent is looked for as a tag of the instance');
    }
  }
}

const ecs = 'com.amazonaws.ecs.';

function labels(containers: Place, strategy: Place, choice: Choice): Chosen {
  for (const id of containers.at('ids').list())
    id.lost('the id of one container: choose tasks or pods by what made them');
  if (!isObject(containers.value)) containers.changed('say which: all containers are nothing that AWS knows');
  const found = [containers, strategy].flatMap((place) =>
    ['multiSelectLabels', 'labels', 'multi_select_labels'].flatMap((key) => place.at(key).entries()),
  );
  const kind: Kind = found.some(([key]) => key.startsWith(ecs)) ? 'tasks' : 'pods';
  for (const [key, place] of found) label(key, place, kind, choice);
  return { kind, choice };
}

function label(key: string, place: Place, kind: Kind, { parameters }: Choice): void {
  const values = (Array.isArray(place.value) ? place.value : [place.value]).map(String);
  const only = values[0] ?? '';
  const into = kind === 'tasks' ? rowOf(ofTasks, key.slice(ecs.length)) : rowOf(ofPods, key);
  if (values.length !== 1) place.lost('one of several values: a target has one value of a label');
  else if (into !== undefined) {
    parameters[into] = only;
    if (into === 'selectorValue') parameters.selectorType = 'podName';
    place.kept();
  } else if (kind === 'tasks') place.lost('tasks are chosen by cluster, service or tags: this label is the agent’s');
  else if (parameters.selectorType === 'podName') place.lost('the pods are chosen by name already');
  else {
    parameters.selectorValue = [parameters.selectorValue, `${key}=${only}`]
      .filter((each) => each !== undefined)
      .join(',');
    place.kept();
  }
}

const ofTasks: Readonly<Record<string, string>> = { cluster: 'cluster', service: 'service' };
const ofPods: Readonly<Record<string, string>> = {
  'io.kubernetes.pod.namespace': 'namespace',
  'io.kubernetes.container.name': 'targetContainerName',
  'io.kubernetes.pod.name': 'selectorValue',
};

const selectors: Readonly<Record<string, string>> = { DEPLOYMENT: 'deploymentName', POD: 'podName' };

/** AWS FIS chooses pods by one deployment, one pod or one label. */
function objectOf(objects: Place, choice: Choice, outline: Outline): Choice {
  const [first, ...others] = objects.list();
  for (const other of others) other.lost('a target is one deployment or pod: write a step for each');
  if (!first) return choice;
  const field = (...keys: readonly string[]) =>
    keys.map((key) => first.at(key)).find(({ value }) => value !== undefined);
  const kind = field('kind', 'targetType');
  const selector = rowOf(selectors, String(kind?.value).toUpperCase());
  if (selector === undefined) {
    first.lost('AWS FIS chooses pods by deployment, pod or label, not by what else may own them');
    outline.ask(['targets'], 'which pods: selectorValue under parameters, such as app=checkout');
    return choice;
  }
  choice.parameters.selectorType = selector;
  const [name, namespace] = [field('name')?.text(), field('namespace')?.text()];
  if (name !== undefined) choice.parameters.selectorValue = name;
  if (namespace !== undefined) choice.parameters.namespace = namespace;
  for (const key of ['kind', 'targetType', 'name', 'namespace']) first.at(key).kept();
  for (const key of ['clusterId', 'cluster_id', 'uid', 'applicationId'])
    first.at(key).lost('an id of Gremlin’s: the cluster is a parameter of the run');
  return choice;
}
