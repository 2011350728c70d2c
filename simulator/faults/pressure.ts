/** What presses on a host, a task or a pod alike: processor, memory, disk, network. Each checks that the world says what comes of it. */
import { NotSimulated } from '../cloud.ts';
import type { Impairment, Mishap } from '../fleet.ts';
import type { Effect } from './effect.ts';
import type { FaultRequest } from './fault.ts';
import { calledOnPort, groupOf, nodesNamed, portOf } from './nodes.ts';
import { vcpusOf } from './vcpus.ts';

type On = readonly string[];

/** @param load of each processor, 0 to 1. @param processors of each host that are loaded; 0: all. */
export function cpuStress(on: On, load: number, processors: number, { describe }: FaultRequest): readonly Effect[] {
  const processorsOf = (arn: string) => vcpusOf(describe(arn).service ?? describe(arn).nodeGroup);
  const shareOf = (arn: string) => (processors === 0 ? 1 : Math.min(1, processors / processorsOf(arn)));
  return on.map((arn) => ({ kind: 'cpu-stress', on: [arn], load: load * shareOf(arn) }));
}

/** @param share of the memory. @throws NotSimulated where the world says nothing of a group's memory. */
export function memoryStress(of: string, on: On, share: number, request: FaultRequest): readonly Effect[] {
  for (const arn of on) {
    const { id, instance } = groupOf(of, arn, request);
    if (!instance.memory)
      throw new NotSimulated(`the simulator does not model ${of} on ${id}: the world says nothing of its memory`);
  }
  return [{ kind: 'memory', on, share }];
}

/** @param share of the disk. @throws NotSimulated where the world says nothing of a group's disk. */
export function diskFill(of: string, on: On, share: number, request: FaultRequest): readonly Effect[] {
  for (const arn of on) requireDisk(of, arn, request);
  return [{ kind: 'disk-fill', on, share }];
}

export function requireDisk(of: string, arn: string, request: FaultRequest): void {
  const { id, instance } = groupOf(of, arn, request);
  if (!instance.disk)
    throw new NotSimulated(`the simulator does not model ${of} on ${id}: the world says nothing of its disk`);
}

/** What tc is told of the connections that it works on. */
export interface Flows {
  /** Of the connections: each call has one of its own. */
  readonly share: number;
  /** Host names of the world, zones, or DYNAMODB; undefined: everything. */
  readonly sources: On | undefined;
}

/** Delay of the answers; of the calls to the named sources; of what goes to and fro between the hosts and the named zones. */
export function latency(
  of: string,
  on: On,
  { milliseconds, jitter }: { readonly milliseconds: number; readonly jitter: number },
  { share, sources }: Flows,
  { model }: FaultRequest,
): readonly Effect[] {
  if (sources === undefined) {
    if (share < 1)
      return [{ kind: 'impaired', on, impairment: { share, latency: milliseconds, jitter, lossShare: 0 } }];
    const whole = { kind: 'latency', on, milliseconds } as const;
    // Health checks go by the delay of all; what it varies by is each exchange's own.
    if (jitter === 0) return [whole];
    return [whole, { kind: 'impaired', on, impairment: { share: 1, latency: 0, jitter, lossShare: 0 } }];
  }
  const { zones, to } = sourcesNamed(of, model, sources);
  const impairment = { share, latency: milliseconds, jitter, lossShare: 0 };
  const mishap = { share, outcome: 'late', latency: milliseconds, jitter } as const;
  return [...toZones(on, zones, impairment), ...toNodes(on, to, mishap)];
}

/** The same for lost packets. */
export function packetLoss(of: string, on: On, loss: number, { share, sources }: Flows, { model }: FaultRequest) {
  const impairment = { share, latency: 0, jitter: 0, lossShare: loss };
  if (sources === undefined)
    return share < 1
      ? [{ kind: 'impaired', on, impairment } as const]
      : [{ kind: 'packet-loss', on, share: loss } as const];
  const { zones, to } = sourcesNamed(of, model, sources);
  // Where nothing gets through, load balancers find it out.
  const closed: readonly Effect[] =
    loss >= 1 && share >= 1 && zones.length > 0 ? [{ kind: 'apart', on, zones }] : toZones(on, zones, impairment);
  return [...closed, ...toNodes(on, to, { share, outcome: 'late', latency: 0, jitter: 0, lossShare: loss })];
}

const toZones = (on: On, zones: On, impairment: Impairment): readonly Effect[] =>
  zones.map((zone) => ({ kind: 'impaired', on, impairment: { ...impairment, zone } }));

/** What befalls all alike is the way itself, and not a mishap of some. */
function toNodes(on: On, to: On, mishap: Mishap): readonly Effect[] {
  if (to.length === 0) return [];
  const { share, latency: milliseconds, jitter, lossShare = 0 } = mishap;
  const whole = share >= 1 && jitter === 0;
  const way = { kind: 'outgoing', on, to, outcome: 'late' } as const;
  return [whole ? { ...way, milliseconds, share: lossShare } : { ...way, milliseconds: 0, share: 0, mishap }];
}

function sourcesNamed(of: string, model: FaultRequest['model'], sources: On) {
  const known = model.regions.flatMap((region) => region.zones);
  const zones = sources.filter((source) => known.includes(source));
  const to = nodesNamed(
    of,
    model,
    sources.filter((source) => !known.includes(source)),
  );
  return { zones, to };
}

/** Outwards: what the hosts call on the port never answers. Inwards: nobody reaches what they listen with. */
export function blackhole(of: string, on: On, port: number, traffic: 'ingress' | 'egress', request: FaultRequest) {
  const { model } = request;
  return on.map((arn): Effect => {
    const group = groupOf(of, arn, request);
    if (traffic === 'egress') {
      const to = calledOnPort(of, model, group, port);
      return { kind: 'outgoing', on: [arn], to, outcome: 'silent', milliseconds: 0, share: 0 };
    }
    const own = portOf(model, group.id);
    if (port === own) return { kind: 'cut-off', on: [arn] };
    throw new NotSimulated(`the simulator does not model ${of} with port ${port}: ${group.id} listens on ${own}`);
  });
}

/** What FIS adds when nobody asks. */
export const usualJitter = 10;
