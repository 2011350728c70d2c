/** Edges that clients come by when a record leads to where none of their name's did. */
import { regionOfNode, roundTrip } from '../../geography.ts';
import type { ClientNode, Edge } from './nodes.ts';
import type { Simulation } from './simulation.ts';

export function wayTo(s: Simulation, client: ClientNode, to: string): Edge {
  const { model } = s;
  const known = s.edges[client.firstEdge]!;
  const balancer = model.loadBalancers.findIndex(({ id }) => id === to);
  const service = balancer < 0 ? model.services.findIndex(({ id }) => id === to) : -1;
  const edge: Edge = {
    ...known,
    index: s.edges.length,
    to,
    distance: roundTrip(model, client.model.region, regionOfNode(model, to)),
    balancer,
    service,
    pools: new Map(),
    oldest: -1,
    newest: -1,
    armed: false,
  };
  s.edges.push(edge);
  client.ways.set(to, edge);
  return edge;
}
