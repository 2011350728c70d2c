/** How another system chooses its targets, as conditions of ours. */
import { isObject } from '../../core/validation/schemas.ts';
import type { Where } from './counterpart.ts';
import type { Place } from './place.ts';
import { listOf } from './quantities.ts';
import { rowOf } from './row.ts';
import type { Resolve } from './values.ts';

/** What a target is chosen by, while it is being put together. */
export interface Choice {
  tags: Record<string, string>;
  ids: string[];
  names: string[];
  zone?: string;
  region?: string;
  filters: Record<string, readonly string[]>;
  parameters: Record<string, string>;
  select?: { readonly count: number | string } | { readonly percent: number | string };
}

export const nothingChosen = (): Choice => ({ tags: {}, ids: [], names: [], filters: {}, parameters: {} });

/** Notes what became of the place. */
export function choose(choice: Choice, place: Place, where: Where, resolve: Resolve, how?: string): void {
  if (where === 'tags') {
    addTags(choice, place, resolve, how);
    return;
  }
  if (where === 'filters') {
    addFilters(choice, place, resolve);
    return;
  }
  const { written } = resolve(place.value);
  const texts = isObject(written) ? labels(written) : listOf(written);
  if (texts.length === 0) {
    place.lost('it does not say in plain text which targets it means');
    return;
  }
  if (where === 'ids') choice.ids.push(...texts);
  else if (where === 'names') choice.names.push(...texts);
  else if (where === 'zone') choice.zone = texts[0]!;
  else if (where === 'region') choice.region = texts[0]!;
  else if (where === 'group') {
    if (texts.length > 1) {
      place.lost('it names several groups, and a target has one: import one group a file');
      return;
    }
    choice.tags['aws:autoscaling:groupName'] = texts[0]!;
    place.changed('instances are found by the tag that Auto Scaling gives to those of the group');
    return;
  } else {
    const { parameter, before, selector } = where;
    if (before !== undefined && choice.parameters[parameter] !== undefined) {
      place.lost('the targets are chosen by another argument already');
      return;
    }
    choice.parameters[parameter] = before === undefined ? texts.join(',') : `${before}${texts[0]}`;
    if (selector !== undefined) choice.parameters.selectorType = selector;
  }
  if (how === undefined) place.kept();
  else place.changed(how);
}

/** A selector of Kubernetes as it is written in one line. */
const labels = (selector: Readonly<Record<string, unknown>>): readonly string[] =>
  Object.entries(selector).map(([key, value]) => `${key}=${String(value)}`);

function addTags(choice: Choice, place: Place, resolve: Resolve, how?: string): void {
  const found = tagsIn(place.value);
  if (!found) {
    place.lost('it is not in a form of tags that is known');
    return;
  }
  const resolved = Object.entries(found).map(([key, value]) => [key, resolve(value).written] as const);
  if (resolved.some(([, value]) => typeof value !== 'string')) {
    place.lost('a tag of it refers to a value that is not in the file');
    return;
  }
  Object.assign(choice.tags, Object.fromEntries(resolved));
  if (how === undefined) place.kept();
  else place.changed(how);
}

/** `{ k: v }`, `[{ Key, Value }]`, `k:v` or `k=v`, or a list of those. */
function tagsIn(value: unknown): Readonly<Record<string, string>> | undefined {
  if (typeof value === 'string') return tagsIn(listOf(value).map(pairOf));
  if (isObject(value)) {
    const key = value.Key ?? value.key ?? value.Name;
    if (typeof key === 'string') return { [key]: String(value.Value ?? value.value ?? '') };
    const pairs = Object.entries(value).map(([name, inner]) => [name, single(inner)] as const);
    return pairs.some(([, inner]) => inner === undefined)
      ? undefined
      : (Object.fromEntries(pairs) as Record<string, string>);
  }
  if (!Array.isArray(value) || value.length === 0) return undefined;
  const each = value.map(tagsIn);
  return each.some((tags) => tags === undefined) ? undefined : Object.assign({}, ...each);
}

function pairOf(text: string): unknown {
  const at = text.search(/[:=]/);
  return at > 0 ? { Key: text.slice(0, at).trim(), Value: text.slice(at + 1).trim() } : undefined;
}

const single = (value: unknown): string | undefined => {
  const inner: unknown = Array.isArray(value) && value.length === 1 ? value[0] : value;
  return typeof inner === 'string' || typeof inner === 'number' || typeof inner === 'boolean'
    ? String(inner)
    : undefined;
};

/** Filters of DescribeInstances that FIS has under a path of its answer. */
const paths: Readonly<Record<string, string>> = {
  'instance-state-name': 'State.Name',
  'vpc-id': 'VpcId',
  'subnet-id': 'SubnetId',
  'instance-type': 'InstanceType',
  'image-id': 'ImageId',
  'private-ip-address': 'PrivateIpAddress',
  'key-name': 'KeyName',
  'iam-instance-profile.arn': 'IamInstanceProfile.Arn',
};

function addFilters(choice: Choice, place: Place, resolve: Resolve): void {
  if (place.list().length === 0) {
    place.lost('it is no list of filters');
    return;
  }
  for (const filter of place.list()) {
    const name = filter.at('Name').text();
    const values = listOf(resolve(filter.at('Values').value).written ?? filter.at('Values').value).map(
      (value) => resolve(value).written,
    );
    const texts = values.filter((value) => typeof value === 'string');
    if (name === undefined || texts.length === 0 || texts.length < values.length)
      filter.lost('it is no filter with a name and values that are known');
    else if (name.startsWith('tag:') && texts.length === 1) {
      choice.tags[name.slice(4)] = texts[0]!;
      filter.kept();
    } else if (name === 'instance-id') {
      choice.ids.push(...texts);
      filter.kept();
    } else if (name === 'availability-zone' && texts.length === 1) {
      choice.zone = texts[0]!;
      filter.kept();
    } else if (rowOf(paths, name) !== undefined) {
      choice.filters[paths[name]!] = texts;
      filter.changed(`the filter is ${paths[name]} of what EC2 describes, as AWS FIS has it`);
    } else filter.lost(`AWS FIS has no filter like ${name}`);
  }
}
