/**
 * The toxics of Toxiproxy, driven over its HTTP interface (docs/request-failure.md). Each
 * is named by its run's token, so that ours alone are removed. Source: Toxiproxy's README,
 * "Toxics" and "HTTP API".
 */
import type { FaultDefinition, FaultHole } from '../definition.ts';
import type { FaultParameter } from '../parameter.ts';
import { squallFaults } from './of-squall.ts';

const duration: FaultParameter = {
  name: 'duration',
  type: 'duration',
  min: 'PT1M',
  max: 'PT12H',
  required: true,
  doc: 'how long it lasts: Toxiproxy knows no end of its own, so the run takes it away',
};

const shared: readonly FaultParameter[] = [
  duration,
  {
    name: 'stream',
    type: 'text',
    allowed: ['upstream', 'downstream'],
    required: false,
    default: 'downstream',
    doc: 'upstream: what the client sends; downstream: what the server answers',
  },
  {
    name: 'toxicityPercentage',
    type: 'number',
    unit: '%',
    min: 0.1,
    max: 100,
    required: false,
    default: '100',
    doc: 'share of the connections through the proxy',
  },
];

const whole = (name: string, doc: string, min: number, more: Partial<FaultParameter> = {}): FaultParameter => ({
  name,
  type: 'integer',
  min,
  max: 3_600_000,
  required: true,
  doc,
  ...more,
});
const millis = (name: string, doc: string, min = 0, more: Partial<FaultParameter> = {}): FaultParameter =>
  whole(name, doc, min, { unit: 'ms', ...more });

const kept: FaultHole = {
  what: 'Toxiproxy keeps it until somebody takes it away: it has no end of its own',
  answer:
    'the run takes it away when its time is up; should all of ours be gone, the reaper does, and a restart of Toxiproxy forgets it',
};

const byConnection: FaultHole = {
  what: 'the share is of connections, drawn as each is opened, so that a pool of few connections is hit all or not at all',
  answer: 'nothing: take the whole of them, or open more',
};

const targets = { Proxies: { type: 'toxiproxy:proxy' } };
/** Of the loss of a proxy nothing is left to AWS: endpoints are the platform's configuration, and are asked over HTTP. */
const common = {
  targets,
  reach: { counts: 'share', parameter: 'toxicityPercentage' },
  bounded: { by: 'duration', parameter: 'duration' },
  undo: [{ by: 'us', how: 'the toxic that bears the run’s token is deleted, and no other' }],
  undoTime: 60_000,
  holes: [kept, byConnection],
  needs: [],
} as const satisfies Partial<FaultDefinition>;

const some = { stream: 'upstream', toxicityPercentage: 50 };

export const toxiproxy: readonly FaultDefinition[] = squallFaults([
  {
    ...common,
    id: 'squall:toxiproxy:latency',
    summary: 'delays data through the proxy',
    parameters: [
      ...shared,
      millis('latencyMilliseconds', 'delay of all data', 1),
      millis('jitterMilliseconds', 'by how much the delay differs, up or down', 0, { required: false, default: '0' }),
    ],
    examples: {
      minimal: { duration: 'PT5M', latencyMilliseconds: 300 },
      maximal: { duration: 'PT5M', latencyMilliseconds: 300, jitterMilliseconds: 100, ...some },
    },
  },
  {
    ...common,
    id: 'squall:toxiproxy:down',
    summary: 'disables the proxy: its port is closed, and its connections with it',
    reach: { counts: 'members' },
    parameters: [duration],
    undo: [{ by: 'us', how: 'proxies that were enabled before are enabled again' }],
    holes: [kept],
    examples: { minimal: { duration: 'PT5M' }, maximal: { duration: 'PT5M' } },
  },
  {
    ...common,
    id: 'squall:toxiproxy:bandwidth',
    summary: 'limits the bandwidth of each connection through the proxy',
    parameters: [
      ...shared,
      whole('kilobytesPerSecond', 'of a thousand bytes, for each connection in one direction', 1),
    ],
    examples: {
      minimal: { duration: 'PT5M', kilobytesPerSecond: 64 },
      maximal: { duration: 'PT5M', kilobytesPerSecond: 64, ...some },
    },
  },
  {
    ...common,
    id: 'squall:toxiproxy:slow-close',
    summary: 'delays the closing of connections through the proxy',
    parameters: [...shared, millis('delayMilliseconds', 'from the close to its being passed on', 1)],
    examples: {
      minimal: { duration: 'PT5M', delayMilliseconds: 2000 },
      maximal: { duration: 'PT5M', delayMilliseconds: 2000, ...some },
    },
  },
  {
    ...common,
    id: 'squall:toxiproxy:timeout',
    summary: 'stops all data through the proxy, and closes connections after a time',
    parameters: [
      ...shared,
      millis('timeoutMilliseconds', 'until a connection is closed; 0: it stays open, and nothing comes through it'),
    ],
    examples: {
      minimal: { duration: 'PT5M', timeoutMilliseconds: 0 },
      maximal: { duration: 'PT5M', timeoutMilliseconds: 5000, ...some },
    },
  },
  {
    ...common,
    id: 'squall:toxiproxy:reset-peer',
    summary: 'resets connections through the proxy',
    parameters: [
      ...shared,
      millis('timeoutMilliseconds', 'from the first data to the reset; 0: at once', 0, {
        required: false,
        default: '0',
      }),
    ],
    examples: {
      minimal: { duration: 'PT5M' },
      maximal: { duration: 'PT5M', timeoutMilliseconds: 500, ...some },
    },
  },
  {
    ...common,
    id: 'squall:toxiproxy:slicer',
    summary: 'cuts data through the proxy into small pieces, with a delay between them',
    parameters: [
      ...shared,
      whole('averageBytes', 'size of a piece', 1),
      whole('variationBytes', 'by how much the size differs; below the size itself', 0, {
        required: false,
        default: '0',
      }),
      whole('delayMicroseconds', 'after each piece', 0, { required: false, default: '0' }),
    ],
    examples: {
      minimal: { duration: 'PT5M', averageBytes: 64 },
      maximal: { duration: 'PT5M', averageBytes: 64, variationBytes: 32, delayMicroseconds: 1000, ...some },
    },
  },
  {
    ...common,
    id: 'squall:toxiproxy:limit-data',
    summary: 'closes connections through the proxy once they have carried so much',
    parameters: [
      ...shared,
      whole('bytes', 'in one direction of one connection', 0, { unit: 'bytes', max: 1_000_000_000 }),
    ],
    examples: {
      minimal: { duration: 'PT5M', bytes: 1024 },
      maximal: { duration: 'PT5M', bytes: 1024, ...some },
    },
  },
]);
