import { NotSimulated } from '../cloud.ts';
import type { Effect } from './effect.ts';
import type { Fault, FaultRequest } from './fault.ts';
import { type Parameters, readParameters } from './parameters.ts';
import { vcpusOf } from './vcpus.ts';

const actionId = 'aws:ssm:send-command';

type Document = (parameters: Parameters, on: readonly string[], request: FaultRequest) => readonly Effect[];

/**
 * The Systems Manager documents that FIS ships, as far as they are modelled. Each takes
 * DurationSeconds and works for so long, whatever the action's own duration: one that
 * outlives its action is a leftover, as in AWS. Stopping the action cancels it.
 */
const documents: Readonly<Record<string, Document>> = {
  'AWSFIS-Run-Network-Latency': (read, on) => {
    onlyInterface(read);
    return [{ kind: 'latency', on, milliseconds: read.number('DelayMilliseconds', 200, 1, 60_000) }];
  },
  'AWSFIS-Run-Network-Packet-Loss': (read, on) => {
    onlyInterface(read);
    return [{ kind: 'packet-loss', on, share: read.number('LossPercent', 7, 1, 100) / 100 }];
  },
  'AWSFIS-Run-CPU-Stress': (read, on, { describe }) => {
    const load = read.number('LoadPercent', 100, 1, 100) / 100;
    const processors = read.number('CPU', 0, 0, 1024);
    const shareOf = (arn: string) => (processors === 0 ? 1 : Math.min(1, processors / vcpusOf(describe(arn).service)));
    return on.map((arn) => ({ kind: 'cpu-stress', on: [arn], load: load * shareOf(arn) }));
  },
};

export const sendCommand: Fault = {
  actionId,
  targets: { Instances: 'ec2:instance' },
  plan(request) {
    const read = readParameters(actionId, request.parameters);
    const duration = read.duration('duration');
    const arn = read.text('documentArn');
    const given = read.text('documentParameters', '{}');
    read.oneOf('documentVersion', ['$DEFAULT', '$LATEST'], '$DEFAULT');
    read.finish();
    const name = arn.slice(arn.lastIndexOf('/') + 1);
    const document = arn.includes('document/') ? documents[name] : undefined;
    if (!document) {
      throw new NotSimulated(
        `the simulator does not model the document ${arn}: it has ${Object.keys(documents).join(', ')}`,
      );
    }
    const own = readParameters(name, stringsOf(name, given));
    const seconds = own.number('DurationSeconds', Number.NaN, 1, 43_200);
    if (Number.isNaN(seconds))
      throw new NotSimulated(`the simulator does not model ${name} with DurationSeconds left out`);
    own.oneOf('InstallDependencies', ['True', 'False'], 'True');
    const effects = document(own, request.targets.Instances ?? [], request);
    own.finish();
    return { duration, effects, effectsFor: seconds * 1000 };
  },
};

/** Instances have one network interface, which goes by either name. */
const onlyInterface = (read: Parameters): string => read.oneOf('Interface', ['eth0', 'ens5', 'DEFAULT'], 'eth0');

function stringsOf(document: string, json: string): Record<string, string> {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    value = undefined;
  }
  if (value === null || typeof value !== 'object' || Array.isArray(value)) {
    throw new NotSimulated(
      `the simulator does not model ${document} with documentParameters ${json}: it takes a JSON object`,
    );
  }
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, String(part)]));
}
