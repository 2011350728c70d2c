/** `chaostoxi`. Source: chaostoolkit-toxiproxy, the functions' signatures. */
import type { ArgumentRule, Mapping, Mappings } from '../../counterpart.ts';

const kinds = ['latency', 'bandwidth', 'slow_close', 'timeout', 'slicer', 'limit_data', 'reset_peer'];

const named: Readonly<Record<string, ArgumentRule>> = {
  for_proxy: { where: 'names' },
  toxic_type: { only: kinds, otherwise: 'no toxic of that kind is known' },
  stream: { to: 'stream', as: 'text' },
  toxicity: { to: 'toxicityPercentage', as: 'fraction → percent' },
  toxic_name: { lost: 'Squall names the toxic after the run, so that undo finds it' },
};

const toxic = (name: string, own: Readonly<Record<string, ArgumentRule>>): Mapping => ({
  action: `squall:toxiproxy:${name}`,
  target: ['Proxies', 'toxiproxy:proxy'],
  arguments: { ...named, ...own },
});

const latency = toxic('latency', {
  latency: { to: 'latencyMilliseconds', as: 'milliseconds' },
  jitter: { to: 'jitterMilliseconds', as: 'milliseconds' },
});
const bandwidth = toxic('bandwidth', { rate: { to: 'kilobytesPerSecond', as: 'whole' } });
const slowClose = toxic('slow-close', { delay: { to: 'delayMilliseconds', as: 'milliseconds' } });
const timeout = toxic('timeout', { timeout: { to: 'timeoutMilliseconds', as: 'milliseconds' } });
const slicer = toxic('slicer', {
  average_size: { to: 'averageBytes', as: 'whole' },
  size_variation: { to: 'variationBytes', as: 'whole' },
  delay: { to: 'delayMicroseconds', as: 'whole' },
});
const limit = (bytes: string) => toxic('limit-data', { [bytes]: { to: 'bytes', as: 'whole' } });

const build = (what: string) => ({ none: `${what} is setup, not a fault: it has to be there before the run` });

export const toxiproxy: Mappings = {
  'chaostoxi.toxic.actions.create_latency_toxic': latency,
  'chaostoxi.toxic.actions.create_bandwith_degradation_toxic': bandwidth,
  'chaostoxi.toxic.actions.create_slow_connection_close_toxic': slowClose,
  'chaostoxi.toxic.actions.create_timeout_toxic': timeout,
  'chaostoxi.toxic.actions.create_slicer_toxic': slicer,
  'chaostoxi.toxic.actions.create_limiter_toxic': limit('bytes_limit'),
  // Of create_toxic, by its toxic_type.
  'toxic latency': latency,
  'toxic bandwidth': bandwidth,
  'toxic slow_close': slowClose,
  'toxic timeout': timeout,
  'toxic slicer': slicer,
  'toxic limit_data': limit('bytes'),
  'toxic reset_peer': toxic('reset-peer', { timeout: { to: 'timeoutMilliseconds', as: 'milliseconds' } }),
  'chaostoxi.proxy.actions.disable_proxy': {
    action: 'squall:toxiproxy:down',
    target: ['Proxies', 'toxiproxy:proxy'],
    arguments: { proxy_name: { where: 'names' } },
  },
  'chaostoxi.proxy.actions.create_proxy': build('a proxy'),
  'chaostoxi.proxy.actions.modify_proxy': build('where a proxy leads'),
  'chaostoxi.proxy.actions.delete_proxy': build('a proxy'),
};
