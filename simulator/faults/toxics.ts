/**
 * Toxics on the calls that go through a proxy of the world. Each call has a connection of
 * its own there, so that a share of connections is one of calls. What counts bytes needs
 * the proxy's payload; when a connection is closed matters to callers that keep few.
 */
import { NotSimulated } from '../cloud.ts';
import { callsOf, proxyAddress } from '../control-plane/proxies.ts';
import type { Mishap } from '../fleet.ts';
import type { ProxyModel, WorldModel } from '../model.ts';
import type { Fault } from './fault.ts';
import { type Parameters, readParameters } from './parameters.ts';

type Stream = 'upstream' | 'downstream';
type Befalls = Pick<Mishap, 'outcome'> & Partial<Mishap>;

/** @returns undefined where it does nothing to the calls of this proxy */
type Toxic = (read: Parameters, stream: Stream, proxy: ProxyModel, model: WorldModel) => Befalls | undefined;

const longest = 3_600_000;

const toxic = (kind: string, befalls: Toxic): Fault => {
  const actionId = `squall:toxiproxy:${kind}`;
  return {
    actionId,
    targets: { Proxies: 'toxiproxy:proxy' },
    plan({ parameters, targets, model }) {
      const duration = readParameters(actionId, parameters).duration('duration');
      const effects = (targets.Proxies ?? []).flatMap((address) => {
        const proxy = model.proxies?.find((each) => proxyAddress(each) === address);
        // One that is gone fails the experiment as it starts, as everywhere.
        if (!proxy) return [];
        const read = readParameters(actionId, parameters);
        read.duration('duration');
        const whole = kind === 'down';
        const stream = whole ? 'downstream' : read.oneOf('stream', ['upstream', 'downstream'], 'downstream');
        const share = whole ? 1 : read.number('toxicityPercentage', 100, 0.1, 100) / 100;
        const found = befalls(read, stream, proxy, model);
        read.finish();
        if (!found) return [];
        const mishap = { latency: 0, jitter: 0, share, ...found };
        return [
          { kind: 'toxic' as const, proxy: proxy.id, toxic: `${kind} ${stream}`.replace(/^down .*/, 'down'), mishap },
        ];
      });
      return { duration, effects };
    },
  };
};

/** Bytes that one call sends in this direction. @throws NotSimulated where the world does not say */
function bytesOf(kind: string, { id, payload }: ProxyModel, stream: Stream): number {
  if (!payload)
    throw new NotSimulated(
      `the simulator does not model squall:toxiproxy:${kind} on ${id}: the world does not say the payload of its calls`,
    );
  return stream === 'upstream' ? payload.request : payload.response;
}

export const toxics: readonly Fault[] = [
  toxic('latency', (read) => {
    const latency = read.number('latencyMilliseconds', Number.NaN, 1, longest);
    return { outcome: 'late', latency, jitter: read.number('jitterMilliseconds', 0, 0, longest) };
  }),
  toxic('down', () => ({ outcome: 'refused' })),
  toxic('bandwidth', (read, stream, proxy) => {
    const rate = read.number('kilobytesPerSecond', Number.NaN, 1, longest);
    // Kilobytes a second are bytes a millisecond.
    return { outcome: 'late', latency: bytesOf('bandwidth', proxy, stream) / rate };
  }),
  // The answer is there, and its connection is not free yet.
  toxic('slow-close', (read, _, { id }, model) => {
    const held = read.number('delayMilliseconds', Number.NaN, 1, longest);
    const calls = model.services.flatMap(callsOf).filter(({ proxy }) => proxy === id);
    if (calls.every(({ pool }) => pool === undefined))
      throw new NotSimulated(
        `the simulator does not model squall:toxiproxy:slow-close on ${id}: no call through it keeps a pool, so that nobody would miss the connections`,
      );
    return { outcome: 'late', held };
  }),
  toxic('timeout', (read, stream) => {
    const latency = read.number('timeoutMilliseconds', Number.NaN, 0, longest);
    if (latency === 0) return { outcome: stream === 'upstream' ? 'silent' : 'unanswered' };
    if (stream === 'upstream') return { outcome: 'refused', latency };
    throw new NotSimulated(
      'the simulator does not model squall:toxiproxy:timeout downstream with timeoutMilliseconds above 0: its end depends on when the answer comes; upstream it is modelled',
    );
  }),
  // It resets what has begun to flow: the call before it is served, the answer after.
  toxic('reset-peer', (read, stream) => ({
    outcome: stream === 'upstream' ? 'refused' : 'spoiled',
    latency: read.number('timeoutMilliseconds', 0, 0, longest),
  })),
  toxic('slicer', (read, stream, proxy) => {
    const average = read.number('averageBytes', Number.NaN, 1, longest);
    read.number('variationBytes', 0, 0, average);
    const delay = read.number('delayMicroseconds', 0, 0, longest);
    return { outcome: 'late', latency: (Math.ceil(bytesOf('slicer', proxy, stream) / average) * delay) / 1000 };
  }),
  toxic('limit-data', (read, stream, proxy) => {
    const limit = read.number('bytes', Number.NaN, 0, 1_000_000_000);
    if (bytesOf('limit-data', proxy, stream) <= limit) return undefined;
    return { outcome: stream === 'upstream' ? 'refused' : 'spoiled' };
  }),
];
