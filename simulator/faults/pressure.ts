/** What presses on a host, a task or a pod alike: processor, memory, disk, network. Each checks that the world says what comes of it. */
import { NotSimulated } from '../cloud.ts';
import type { Effect } from './effect.ts';
import type { FaultRequest } from './fault.ts';
import { calledOnPort, groupOf, nodesNamed, portOf } from './nodes.ts';
import type { Parameters } from './parameters.ts';
import { vcpusOf } from './vcpus.ts';

type On = readonly string[];

/** @param load of each processor, 0 to 1. @param processors of each host that are loaded; 0: all. */
export function cpuStress(on: On, load: number, processors: number, { describe }: FaultRequest): readonly Effect[] {
  const shareOf = (arn: string) => (processors === 0 ? 1 : Math.min(1, processors / vcpusOf(describe(arn).service)));
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

/** Delay of the answers, or of the calls to the named sources alone. */
export function latency(of: string, on: On, milliseconds: number, sources: On | undefined, { model }: FaultRequest) {
  if (sources === undefined) return [{ kind: 'latency', on, milliseconds }] as const;
  const to = nodesNamed(of, model, sources);
  return [{ kind: 'outgoing', on, to, outcome: 'late', milliseconds, share: 0 }] as const;
}

/** The same for lost packets. */
export function packetLoss(of: string, on: On, share: number, sources: On | undefined, { model }: FaultRequest) {
  if (sources === undefined) return [{ kind: 'packet-loss', on, share }] as const;
  const to = nodesNamed(of, model, sources);
  return [{ kind: 'outgoing', on, to, outcome: 'late', milliseconds: 0, share }] as const;
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

/** The delay varies by so little that it is taken as even: 10 ms, which is what is left out. */
export const mostJitter = 10;

/** Every connection is hit: which ones of several would be is not modelled. */
export const allFlows = (read: Parameters, name: string): number => read.number(name, 100, 100, 100);
