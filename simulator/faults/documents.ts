/** The Systems Manager documents that FIS ships, as far as they are modelled. */

import type { Plane } from '../control-plane/plane.ts';
import { killProcess } from '../control-plane/processes.ts';
import type { Effect } from './effect.ts';
import type { FaultRequest } from './fault.ts';
import { idOf } from './ids.ts';
import type { Parameters } from './parameters.ts';
import { allFlows, blackhole, cpuStress, diskFill, latency, memoryStress, mostJitter, packetLoss } from './pressure.ts';
import { requireRestart } from './restart.ts';

type Effects = (
  parameters: Parameters,
  on: readonly string[],
  request: FaultRequest,
  name: string,
) => readonly Effect[];

/** Documents that work for a while. */
export const lasting: Readonly<Record<string, Effects>> = {
  'AWSFIS-Run-Network-Latency': (read, on, request, name) => {
    onlyInterface(read);
    return latency(name, on, read.number('DelayMilliseconds', 200, 1, 60_000), undefined, request);
  },
  'AWSFIS-Run-Network-Latency-Sources': (read, on, request, name) => {
    sourcesAlone(read);
    read.number('JitterMilliseconds', mostJitter, 0, mostJitter);
    return latency(name, on, read.number('DelayMilliseconds', 200, 1, 60_000), read.list('Sources'), request);
  },
  'AWSFIS-Run-Network-Packet-Loss': (read, on, request, name) => {
    onlyInterface(read);
    return packetLoss(name, on, read.number('LossPercent', 7, 1, 100) / 100, undefined, request);
  },
  'AWSFIS-Run-Network-Packet-Loss-Sources': (read, on, request, name) => {
    sourcesAlone(read);
    return packetLoss(name, on, read.number('LossPercent', 7, 1, 100) / 100, read.list('Sources'), request);
  },
  'AWSFIS-Run-Network-Blackhole-Port': (read, on, request, name) => {
    read.oneOf('Protocol', ['tcp']);
    const port = read.number('Port', Number.NaN, 1, 65_535);
    return blackhole(name, on, port, read.oneOf('TrafficType', ['ingress', 'egress'], 'ingress'), request);
  },
  'AWSFIS-Run-CPU-Stress': (read, on, request) =>
    cpuStress(on, read.number('LoadPercent', 100, 1, 100) / 100, read.number('CPU', 0, 0, 1024), request),
  'AWSFIS-Run-Memory-Stress': (read, on, request, name) => {
    // Several share the memory among them, or take it each, by the version of the tool.
    read.number('Workers', 1, 1, 1);
    return memoryStress(name, on, read.number('Percent', Number.NaN, 1, 100) / 100, request);
  },
  'AWSFIS-Run-Disk-Fill': (read, on, request, name) =>
    diskFill(name, on, read.number('Percent', 95, 1, 100) / 100, request),
};

interface Instant {
  readonly check: (parameters: Parameters, on: readonly string[], request: FaultRequest, name: string) => void;
  /** @returns why it failed. */
  readonly begin: (plane: Plane, on: readonly string[]) => string | undefined;
}

/** Documents that act once. */
export const instant: Readonly<Record<string, Instant>> = {
  'AWSFIS-Run-Kill-Process': {
    check: (read, on, request, name) => {
      // A world has one process on each host, whatever its name is.
      read.text('ProcessName');
      read.oneOf('Signal', ['SIGTERM', 'SIGKILL'], 'SIGTERM');
      requireRestart(name, on, request);
    },
    begin: (plane, on) => on.map((arn) => killProcess(plane, idOf(arn))).find((failure) => failure !== undefined),
  },
};

export const documentNames: readonly string[] = [...Object.keys(lasting), ...Object.keys(instant)];

/** Instances have one network interface, which goes by either name. */
const onlyInterface = (read: Parameters): string => read.oneOf('Interface', ['eth0', 'ens5', 'DEFAULT'], 'eth0');

/** Which way packets are held up makes no difference to who waits for an answer. */
function sourcesAlone(read: Parameters): void {
  read.oneOf('Interface', ['DEFAULT', 'ALL', 'eth0', 'ens5'], 'DEFAULT');
  read.oneOf('TrafficType', ['ingress', 'egress'], 'ingress');
  allFlows(read, 'FlowsPercent');
}
