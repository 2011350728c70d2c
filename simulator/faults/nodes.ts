/** From names, ports and addresses, as faults are given them, to what stands behind them in the world. */
import { NotSimulated } from '../cloud.ts';
import type { GroupModel, WorldModel } from '../model.ts';
import { leadsTo } from '../names-model.ts';
import type { FaultRequest } from './fault.ts';

const usualPorts = {
  'auto-scaling-group': 8080,
  cache: 6379,
  database: 5432,
  lambda: 443,
  table: 443,
  bucket: 443,
} as const;
const usualListener = 443;

/** The group that a target is a member of. @throws NotSimulated */
export function groupOf(of: string, arn: string, { describe }: Pick<FaultRequest, 'describe'>): GroupModel {
  const { service } = describe(arn);
  if (service?.kind === 'auto-scaling-group') return service;
  throw new NotSimulated(`the simulator does not model ${of} on ${arn}: no group of the world has it`);
}

export const portOf = (model: WorldModel, node: string): number | undefined => {
  const balancer = model.loadBalancers.find(({ id }) => id === node);
  if (balancer) return balancer.port ?? usualListener;
  const service = model.services.find(({ id }) => id === node);
  return service && (('port' in service ? service.port : undefined) ?? usualPorts[service.kind]);
};

/** What a group calls on a port. @throws NotSimulated when it is nothing. */
export function calledOnPort(of: string, model: WorldModel, group: GroupModel, port: number): readonly string[] {
  const found = group.calls.map(({ to }) => to).filter((to) => portOf(model, to) === port);
  if (found.length > 0) return found;
  const ports = group.calls.map(({ to }) => `${to} on ${portOf(model, to)}`);
  throw new NotSimulated(
    `the simulator does not model ${of} with port ${port}: ${group.id} calls ${ports.join(', ') || 'nothing'}`,
  );
}

/** Host names of the world, and DYNAMODB for its tables, to the nodes that they lead to. @throws NotSimulated for any other. */
export function nodesNamed(of: string, model: WorldModel, names: readonly string[]): readonly string[] {
  return names.flatMap((name) => {
    if (name === 'DYNAMODB') return model.services.flatMap(({ id, kind }) => (kind === 'table' ? [id] : []));
    const record = model.dns.find((each) => each.name === name);
    if (record) return leadsTo(record);
    const known = model.dns.map((each) => each.name);
    throw new NotSimulated(`the simulator does not model ${of} with ${name}: the world knows ${known.join(', ')}`);
  });
}

/** @throws NotSimulated for a zone that the world does not have. */
export function zonesKnown(model: WorldModel, zones: readonly string[]): readonly string[] {
  const known = model.regions.flatMap((region) => region.zones);
  const unknown = zones.find((zone) => !known.includes(zone));
  if (unknown === undefined) return zones;
  throw new NotSimulated(`the simulator does not model the zone ${unknown}: the world has ${known.join(', ')}`);
}
