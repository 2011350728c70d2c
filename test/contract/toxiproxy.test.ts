/** Our side of Toxiproxy on a server written from its documentation; `npm run test:conformance` has the real one. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parseAddress } from '../../adapters/toxiproxy/address.ts';
import { toxiproxy } from '../../adapters/toxiproxy/client.ts';
import { toxiproxyContract } from './toxiproxy.contract.ts';
import { startToxiproxyServer, type ToxiproxyServer } from './toxiproxy-server.ts';

let server: ToxiproxyServer;
beforeAll(async () => {
  server = await startToxiproxyServer();
});
afterAll(() => server.stop());

toxiproxyContract('by its documentation', () => server.endpoint);

test.each([
  ['answers 500', 500, 'oops', 'text/plain'],
  ['answers what is no list of proxies', 200, '{"orders":{"name":1}}', 'application/json'],
  ['answers a page', 200, '<html>', 'text/html'],
  ['sends us elsewhere', 302, '', 'text/plain'],
])('a server that %s is an outage, and no proxy is called absent', async (_, status, body, type) => {
  const odd = createServer((_request, response) =>
    response.writeHead(status, { 'content-type': type, location: '/elsewhere' }).end(body),
  );
  await new Promise<void>((resolve) => odd.listen(0, '127.0.0.1', resolve));
  const at = toxiproxy(`http://127.0.0.1:${(odd.address() as AddressInfo).port}`);
  try {
    for (const asked of [at.proxies(), at.proxy('orders'), at.enable('orders', true).then(() => at.proxies())])
      await expect(asked).rejects.toMatchObject({ name: 'ToxiproxyUnavailable' });
  } finally {
    odd.closeAllConnections();
    odd.close();
  }
});

test('nobody there is an outage', async () => {
  await expect(toxiproxy('http://127.0.0.1:9').proxy('orders')).rejects.toMatchObject({ name: 'ToxiproxyUnavailable' });
});

test.each([
  ['http://toxiproxy.internal:8474/proxies/orders', { endpoint: 'http://toxiproxy.internal:8474', name: 'orders' }],
  ['http://toxiproxy.internal:8474/proxies/a%20b', { endpoint: 'http://toxiproxy.internal:8474', name: 'a b' }],
  ['http://toxiproxy.internal:8474/proxies/a%2Fb', undefined],
  ['http://user@toxiproxy.internal/proxies/orders', undefined],
  ['http://toxiproxy.internal/proxies/orders/toxics', undefined],
  ['http://toxiproxy.internal/proxies/%', undefined],
  ['arn:aws:ec2:eu-central-1:123456789012:instance/i-1', undefined],
])('the address %s is read as %j', (id, address) => {
  expect(parseAddress(id)).toEqual(address);
});
