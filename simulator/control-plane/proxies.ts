/** Toxiproxies: what toxics in force come to on the calls that go through them, and how the proxies look. */
import type { CloudResource } from '../cloud.ts';
import type { Effect } from '../faults/effect.ts';
import type { Hindrance } from '../fleet.ts';
import type { CallModel, ProxyModel, ServiceModel } from '../model.ts';
import { resource } from './described.ts';
import { effectsInForce } from './effects.ts';
import type { Plane } from './plane.ts';

export const proxyAddress = ({ endpoint, id }: ProxyModel): string => `${endpoint}/proxies/${encodeURIComponent(id)}`;

/** Whatever server of the service makes the call: the proxy stands outside of them. */
export function throughProxies(effects: readonly Effect[], service: ServiceModel): readonly Hindrance[] {
  if (!effects.some(({ kind }) => kind === 'toxic')) return [];
  return callsOf(service).flatMap(({ to, proxy }) =>
    effects.flatMap((effect): readonly Hindrance[] =>
      effect.kind === 'toxic' && effect.proxy === proxy
        ? [{ to, outcome: 'late', latency: 0, lossShare: 0, mishaps: [effect.mishap] }]
        : [],
    ),
  );
}

export const callsOf = (service: ServiceModel): readonly CallModel[] => ('calls' in service ? service.calls : []);

export function describeProxies(plane: Plane): readonly CloudResource[] {
  const { proxies = [] } = plane.model;
  if (proxies.length === 0) return [];
  const effects = effectsInForce(plane.state);
  return proxies.map((proxy) => {
    const toxics = effects.flatMap((effect) =>
      effect.kind === 'toxic' && effect.proxy === proxy.id ? [effect.toxic] : [],
    );
    const enabled = !toxics.includes('down');
    const state = {
      enabled,
      toxics: toxics
        .filter((toxic) => toxic !== 'down')
        .sort()
        .join('; '),
    };
    return resource(plane, proxyAddress(proxy), 'toxiproxy:proxy', proxy.id, proxy.tags, state, { healthy: enabled });
  });
}
