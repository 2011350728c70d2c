/** A target of ours as FIS finds it, and what of it FIS has no word for. */
import type { Target } from '../../../../core/experiment/schema/steps.ts';
import { resourceType } from '../../../../core/faults/resource-types.ts';
import { mostByArn } from '../../../../core/faults/target-quotas.ts';
import { targetParameters } from '../../../../core/plan/target-parameters.ts';
import type { TemplateTarget } from '../../../../core/ports/fault-template.ts';
import type { Path } from '../../../../core/validation/problem.ts';
import { changed, type Item, kept, lost } from '../../importer.ts';
import { type Destination, filled } from './place.ts';

export interface WrittenTarget {
  readonly target: TemplateTarget;
  readonly items: readonly Item[];
}

/** Types whose ARN ends in the name that people know them by. */
const namedByArn = new Set([
  'ec2:instance',
  'ec2:spot-instance',
  'ec2:subnet',
  'ec2:ebs-volume',
  'ec2:vpc-endpoint',
  'ec2:transit-gateway',
  'rds:cluster',
  'rds:db',
  'lambda:function',
  'ecs:cluster',
  'eks:cluster',
  'kinesis:stream',
  'dynamodb:global-table',
  'elasticache:replicationgroup',
  'iam:role',
]);

export function writeTarget(name: string, { type, where, select }: Target, to: Destination): WrittenTarget {
  const path: Path = ['targets', name];
  const at = (key: string): Path => [...path, 'where', key];
  const items: Item[] = [kept([...path, 'type'])];
  const arns = [
    ...namesOf('ids', where.ids ?? [], type, to, at, items),
    ...namesOf('names', where.names ?? [], type, to, at, items),
  ];
  if (arns.length > mostByArn)
    items.push(lost(at(where.ids ? 'ids' : 'names'), `FIS takes ${mostByArn} ARNs: tag them, and choose by the tag`));
  const exact = arns.length > 0;
  const tags = exact ? {} : { ...where.tags };
  if (where.tags)
    items.push(exact ? changed(at('tags'), 'FIS takes ARNs or tags: the ARNs say which') : kept(at('tags')));
  const zone = zoneOf(type, where, exact, at, items);
  const filters = exact ? [] : [...Object.entries(where.filters ?? {}), ...zone.filters];
  if (where.filters)
    items.push(exact ? changed(at('filters'), 'FIS takes ARNs or filters: the ARNs say which') : kept(at('filters')));
  if (where.parameters) items.push(kept(at('parameters')));
  if (where.region !== undefined)
    items.push(changed(at('region'), `a template acts in its own Region: create it in ${where.region}`));
  return {
    target: {
      type,
      arns: arns.slice(0, mostByArn),
      tags,
      filters: filters.map(([filter, values]) => ({ path: filter, values })),
      parameters: targetParameters({ type, where }),
      selection: selectionOf(select, [...path, 'select'], items),
    },
    items,
  };
}

function namesOf(
  key: 'ids' | 'names',
  names: readonly string[],
  type: string,
  to: Destination,
  at: (key: string) => Path,
  items: Item[],
): readonly string[] {
  if (names.length === 0) return [];
  const template = namedByArn.has(type) ? resourceType(type)?.arn : undefined;
  const arns = names.flatMap((name) =>
    name.startsWith('arn:') ? name : template === undefined ? [] : filled(template, to, name),
  );
  if (arns.length < names.length) items.push(lost(at(key), `FIS finds ${type} by ARN, and not by name: write ARNs`));
  else items.push(names.some((name) => !name.startsWith('arn:')) ? changed(at(key), 'written as ARNs') : kept(at(key)));
  return arns;
}

/** A filter where the type has no parameter for its zone. */
const zonePaths: Readonly<Record<string, string>> = {
  'ec2:instance': 'Placement.AvailabilityZone',
  'ec2:spot-instance': 'Placement.AvailabilityZone',
  'ecs:task': 'AvailabilityZone',
};

function zoneOf(
  type: string,
  where: Target['where'],
  exact: boolean,
  at: (key: string) => Path,
  items: Item[],
): { readonly filters: readonly (readonly [string, readonly string[]])[] } {
  const { zone } = where;
  if (zone === undefined) return { filters: [] };
  if (Object.values(targetParameters({ type, where: { zone } })).length > 0) {
    items.push(kept(at('zone')));
    return { filters: [] };
  }
  const path = zonePaths[type];
  if (path === undefined) {
    items.push(lost(at('zone'), `FIS cannot choose resources of type ${type} by their zone`));
    return { filters: [] };
  }
  const id = /-az\d+$/.test(zone);
  items.push(
    id
      ? changed(at('zone'), `the filter ${path} goes by the zone's name in the account: put it in for ${zone}`)
      : kept(at('zone')),
  );
  return { filters: exact ? [] : [[path, [zone]]] };
}

function selectionOf(select: Target['select'], path: Path, items: Item[]): string {
  if (!select) return 'ALL';
  if ('all' in select) {
    items.push(kept(path));
    return 'ALL';
  }
  if ('count' in select) {
    items.push(kept(path));
    return `COUNT(${select.count})`;
  }
  const percent = Math.max(1, Math.floor(Number(select.percent)));
  items.push(
    percent === Number(select.percent) ? kept(path) : changed(path, `FIS takes whole percents from 1: ${percent}`),
  );
  return `PERCENT(${percent})`;
}
