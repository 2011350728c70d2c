/** What the resources of one FIS type have in common, and how a `where` chooses among them. */
import type { Resource, Snapshot, TargetQuery } from '../../core/ports/resources.ts';

/** A resource as its Describe call answers. */
export interface Described {
  readonly resource: Resource;
  /** What a snapshot compares: flat, and free of anything that moves by itself. */
  readonly state: Snapshot['state'];
  /** An element of the Describe output, which filters are paths into. */
  readonly raw: object;
}

/** What a `where` asks for cannot be found out, and a guess would hit the wrong ones. */
export class NotLookedAt extends Error {
  override readonly name = 'NotLookedAt';
}

/** Which to ask AWS for. All that match are answered, and perhaps more: `matches` decides. */
export interface Narrowing {
  readonly tags?: Readonly<Record<string, string>>;
  /** Ids as Describe takes them, not ARNs. */
  readonly names?: readonly string[];
  /** As whoever asks has them, where it asks by id: what `names` are the ends of. */
  readonly ids?: readonly string[];
}

/** Those that a parameter of the type means, by the text that it has. */
export type Chosen = (found: readonly Described[], value: string) => Promise<readonly Described[]>;

export interface ResourceFamily {
  readonly type: string;
  /** Tells ARNs of the type from others. */
  readonly arn: RegExp;
  /** False: the family answers with nothing that a filter could be held against. */
  readonly filters?: false;
  /** By which parameters of the type its resources are told apart. Those that it has not are refused. */
  readonly parameters?: Readonly<Record<string, Chosen>>;
  /** Where a resource stands in several zones. Missing: by its one zone. */
  readonly inZone?: (described: Described, zone: string) => boolean;
  /** Those that exist, in any order. One named that does not exist is left out. */
  describe(narrowing: Narrowing): Promise<readonly Described[]>;
}

/** Tags and filters must all match; of ids and names, one. */
export function matches(described: Described, where: TargetQuery['where'], inZone = standsIn): boolean {
  const { resource, raw } = described;
  const { tags = {}, ids, names, zone, region, account, filters = {} } = where;
  return (
    Object.entries(tags).every(([key, value]) => resource.tags[key] === value) &&
    (ids === undefined || ids.includes(resource.id) || ids.includes(resource.name)) &&
    (names === undefined || names.includes(resource.name)) &&
    (zone === undefined || inZone(described, zone)) &&
    // What is global is wherever it is asked for.
    (region === undefined || resource.region === region || resource.region === '') &&
    (account === undefined || resource.account === account) &&
    Object.entries(filters).every(([path, allowed]) => valuesAt(raw, path).some((value) => allowed.includes(value)))
  );
}

const standsIn = ({ resource }: Described, zone: string): boolean => resource.zone === zone;

/** A Pascal-case path such as `State.Name`; through a list it leads to each of its elements. */
function valuesAt(raw: unknown, path: string): readonly string[] {
  const found = path
    .split('.')
    .reduce<readonly unknown[]>(
      (at, key) => at.flatMap((each) => flat((each as Record<string, unknown> | null | undefined)?.[key])),
      [raw],
    );
  return found.map(String);
}

const flat = (value: unknown): readonly unknown[] =>
  value === undefined || value === null ? [] : Array.isArray(value) ? value : [value];

/** Tag lists of EC2, Auto Scaling and RDS. */
export const tagsOf = (
  tags: readonly { readonly Key?: string | undefined; readonly Value?: string | undefined }[] = [],
): Readonly<Record<string, string>> =>
  Object.fromEntries(tags.flatMap(({ Key, Value }) => (Key === undefined ? [] : [[Key, Value ?? '']])));

/** Tags as filters of EC2 and Auto Scaling. */
export const tagFilters = (tags: Narrowing['tags'] = {}): { Name: string; Values: string[] }[] =>
  Object.entries(tags).map(([key, value]) => ({ Name: `tag:${key}`, Values: [value] }));
