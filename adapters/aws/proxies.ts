/** Proxies of Toxiproxy, at the endpoints that the configuration names: to list an endpoint is to opt its proxies in. */
import { optInTag } from '../../core/targets/opt-in-tag.ts';
import { addressOf, isAddressable } from '../toxiproxy/address.ts';
import { type ProxyState, toxiproxy } from '../toxiproxy/client.ts';
import type { Home } from './arns.ts';
import type { ResourceFamily } from './resource-family.ts';

/** @throws ToxiproxyUnavailable: a proxy that cannot be asked for is not one that is not there */
export function proxies(endpoints: readonly string[], { account, region }: Home): ResourceFamily {
  return {
    type: 'toxiproxy:proxy',
    arn: /^https?:\/\/[^/]+\/proxies\//,
    async describe() {
      const found = await Promise.all(
        endpoints.map(async (endpoint) => (await toxiproxy(endpoint).proxies()).map((proxy) => ({ endpoint, proxy }))),
      );
      const own = found.flat().filter(({ proxy }) => isAddressable(proxy.name));
      return own.map(({ endpoint, proxy }) => ({
        resource: {
          id: addressOf({ endpoint, name: proxy.name }),
          type: 'toxiproxy:proxy',
          name: proxy.name,
          account,
          region,
          tags: { [optInTag]: 'true' },
          healthy: proxy.enabled,
        },
        state: stateOf(proxy),
        raw: proxy,
      }));
    },
  };
}

/** Toxics of everybody's, in no order of Toxiproxy's: what was there before is there after. */
const stateOf = ({ enabled, listen, upstream, toxics }: ProxyState) => ({
  enabled,
  listen,
  upstream,
  toxics: toxics
    .map(({ name, type, stream, toxicity, attributes }) =>
      [name, type, stream, toxicity, JSON.stringify(attributes)].join(' '),
    )
    .sort()
    .join('; '),
});
