/** A world falls apart where nothing calls across: whatever happens in the one part, no request of another shows it. */
import { nodesCalled } from '../geography.ts';
import type { ServiceModel, WorldModel } from '../model.ts';
import { isRouted, leadsTo } from '../names-model.ts';

/**
 * The parts in the order of their first service, each a model of its own. What belongs to no
 * part (inventory) is with the first; alarms that others raise are known to all.
 */
export function partsOf(model: WorldModel): readonly WorldModel[] {
  const roots = joined(model);
  const nodes = [...model.clients, ...model.loadBalancers, ...model.services].map(({ id }) => id);
  const parts = [...new Set(model.services.map(({ id }) => roots.find(id)))];
  // Nodes that nothing stands on are with the first, as all that belongs to no part.
  const homeOf = (cluster: string) => {
    const found = roots.find(`cluster ${cluster}`);
    return parts.includes(found) ? found : parts[0];
  };
  // A client or a load balancer leads to a service, so that none is of no part.
  return parts.map((root, n) => {
    const own = new Set(nodes.filter((id) => roots.find(id) === root));
    const isOwn = ({ id }: { readonly id: string }) => own.has(id);
    const nodeGroups = model.nodeGroups?.filter(({ cluster }) => homeOf(cluster) === root);
    const measured = new Set([...own, ...(nodeGroups ?? []).map(({ id }) => id)]);
    const metrics = model.metrics.filter(({ of }) => measured.has(of));
    const published = new Set(metrics.map(seriesOf));
    const services = model.services.filter(isOwn);
    const proxied = new Set(services.flatMap((service) => callsOf(service).flatMap(({ proxy }) => proxy ?? [])));
    return {
      ...model,
      clients: model.clients.filter(isOwn),
      dns: model.dns.filter((name) => leadsTo(name).some((to) => own.has(to))),
      ...(model.accelerators && {
        accelerators: model.accelerators.filter(({ groups }) => groups.some(({ to }) => own.has(to))),
      }),
      ...(model.endpointChecks && {
        endpointChecks: model.endpointChecks.filter((check) => roots.find(`check ${check.id}`) === root),
      }),
      loadBalancers: model.loadBalancers.filter(isOwn),
      services,
      ...(nodeGroups && { nodeGroups }),
      metrics,
      alarms: model.alarms.filter(({ metric }) => published.has(seriesOf(metric))),
      proxies: (model.proxies ?? []).filter(({ id }) => proxied.has(id)),
      securityGroups: (model.securityGroups ?? []).filter(({ on }) => on.some((id) => own.has(id))),
      inventory: n === 0 ? (model.inventory ?? []) : [],
    };
  });
}

/** What the nodes hang together by: calls, copies, and a proxy, a cluster or security groups that several share. */
function joined(model: WorldModel) {
  const parents = new Map<string, string>();
  const find = (id: string): string => {
    const parent = parents.get(id) ?? id;
    if (parent === id) return id;
    const root = find(parent);
    parents.set(id, root);
    return root;
  };
  const join = (a: string, b: string) => parents.set(find(b), find(a));
  for (const { id, calls } of model.clients) for (const to of nodesCalled(model, calls)) join(to, id);
  for (const check of model.endpointChecks ?? [])
    join('of' in check ? check.of : `control ${check.routingControl}`, `check ${check.id}`);
  const names = [
    ...model.dns.filter(isRouted).map(({ records }) => records),
    ...(model.accelerators ?? []).map(({ groups }) => groups),
  ];
  for (const [first, ...others] of names) {
    for (const { to } of others) join(first!.to, to);
    for (const { healthCheck } of [first!, ...others])
      if (healthCheck !== undefined) join(first!.to, `check ${healthCheck}`);
  }
  for (const { id, to } of model.loadBalancers) join(to, id);
  for (const service of model.services) {
    for (const { to, proxy } of callsOf(service)) {
      join(service.id, to);
      if (proxy !== undefined) join(service.id, `proxy ${proxy}`);
    }
    if (service.kind === 'table' && service.replica.as !== undefined) join(service.id, service.replica.as);
    if (service.kind === 'bucket' && service.replication) join(service.id, service.replication.to);
    if (service.kind === 'auto-scaling-group' && service.runsAs) join(service.id, `cluster ${service.runsAs.cluster}`);
  }
  for (const { id, on, ingress, egress } of model.securityGroups ?? []) {
    for (const node of on) join(node, `group ${id}`);
    for (const { peer } of [...ingress, ...egress]) if (peer.startsWith('sg-')) join(`group ${id}`, `group ${peer}`);
  }
  return { find };
}

function callsOf(service: ServiceModel): readonly { readonly to: string; readonly proxy?: string }[] {
  switch (service.kind) {
    case 'auto-scaling-group':
    case 'lambda':
      return service.calls;
    case 'cache':
      return [service.misses];
    case 'database':
    case 'table':
    case 'bucket':
      return [];
  }
}

const seriesOf = ({ namespace, metric, dimensions }: WorldModel['alarms'][number]['metric']): string =>
  JSON.stringify([namespace, metric, Object.entries(dimensions).sort()]);
