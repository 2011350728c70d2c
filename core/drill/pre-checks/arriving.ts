/** What load balancers send to those who serve, where the drill names no metric of its own. */
import { isKnown, type Known, notKnown } from '../../conformity/known.ts';
import type { Metrics } from '../../ports/metrics.ts';
import type { Resource, Resources } from '../../ports/resources.ts';
import type { Arriving, Serving, Standby } from '../../ports/standby.ts';
import { added, arrivingLately, type Late } from './load.ts';
import type { PreCheckQuestion } from './pre-check.ts';

export interface ArrivingPorts {
  readonly metrics: Pick<Metrics, 'series'>;
  readonly resources: Pick<Resources, 'resolve'>;
  readonly standby: Pick<Standby, 'arriving'>;
}

/**
 * Requests a minute of late to all groups of a target of the drill, or to the groups that its
 * instances are of, of all ways together.
 * @param name of a target. @throws what `resolve` and `arriving` throw
 */
export async function arrivingAt(
  name: string,
  { definition, now }: Pick<PreCheckQuestion, 'definition' | 'now'>,
  { metrics, resources, standby }: ArrivingPorts,
): Promise<Known<Late>> {
  const target = definition.targets[name];
  if (!target) return notKnown(`there is no target ${name}`);
  const found = await resources.resolve(target);
  if (found.length === 0) return notKnown(`target ${name} matches nothing`);
  const groups = new Map<string, Serving>();
  for (const each of found) {
    const group = groupOf(each);
    if (!group)
      return notKnown(`no load balancer is known by ${each.name}, an ${each.type}: name the metrics under load`);
    groups.set(`${group.where.account}/${group.where.region}/${group.type}/${group.name}`, group);
  }
  const ways = new Map<string, Arriving>();
  for (const told of await standby.arriving([...groups.values()])) {
    if (!isKnown(told)) return told;
    for (const way of told) ways.set(JSON.stringify(way.requests), way);
  }
  if (ways.size === 0)
    return notKnown(`no load balancer sends requests to what target ${name} matches: name the metrics under load`);
  const each: Late[] = [];
  for (const way of ways.values()) {
    const late = await arrivingLately(way, now, metrics);
    if (!isKnown(late)) return late;
    each.push(late);
  }
  return added(each);
}

function groupOf({ id, type, name, group, account, region }: Resource): Serving | undefined {
  const where = { account, region };
  switch (type) {
    case 'ec2:autoscaling-group':
      return { type, name, where };
    case 'ecs:service':
      return { type, name: id.slice(id.indexOf(':service/') + ':service/'.length), where };
    case 'ec2:instance':
      return group === undefined ? undefined : { type: 'ec2:autoscaling-group', name: group, where };
    default:
      return undefined;
  }
}
