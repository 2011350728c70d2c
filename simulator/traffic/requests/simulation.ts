import { EventQueue } from '../../engine/event-queue.ts';
import type { Fleet } from '../../fleet.ts';
import type { WorldModel } from '../../model.ts';
import type { Routing } from '../../routing.ts';
import { Exchanges } from './exchanges.ts';
import { graphOf } from './graph.ts';
import type { HealthCheck } from './health-check.ts';
import { Jobs } from './jobs.ts';
import type { BalancerNode, ClientNode, Edge, ServiceNode } from './nodes.ts';
import type { Opening } from './openings.ts';
import type { Station } from './station.ts';

/** Everything that the request model remembers. The functions of this folder act on it. */
export class Simulation {
  readonly fleet: Fleet;
  readonly clients: readonly ClientNode[];
  readonly balancers: readonly BalancerNode[];
  readonly services: readonly ServiceNode[];
  readonly edges: Edge[];
  readonly model: WorldModel;
  /** By index of the server. */
  readonly stations: Station[] = [];
  /** Every registration there has been, in order. */
  readonly checks: HealthCheck[] = [];
  /** Connections that are being opened, by index; undefined where there is none. */
  readonly openings: (Opening | undefined)[] = [];
  readonly events = new EventQueue();
  readonly jobs = new Jobs(1024);
  readonly exchanges = new Exchanges(1024);
  /** Milliseconds since the start of traffic: small numbers keep microseconds exact. */
  now = 0;
  /** Requests of clients that have not ended. */
  requests = 0;
  /** Clients send nothing new. */
  silent = false;

  constructor(model: WorldModel, fleet: Fleet, seed: number, routing: () => Routing, start: number) {
    this.fleet = fleet;
    this.model = model;
    const { clients, balancers, services, edges } = graphOf(model, seed, routing, start);
    this.clients = clients;
    this.balancers = balancers;
    this.services = services;
    this.edges = edges;
  }
}
