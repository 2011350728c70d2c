/** Toxiproxy itself: our contract, and what clients of a proxy feel while a toxic of ours stands and after it. */
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { toxics } from '../../adapters/aws/squall/toxics.ts';
import { addressOf } from '../../adapters/toxiproxy/address.ts';
import { toxiproxy } from '../../adapters/toxiproxy/client.ts';
import { toxiproxyContract } from '../contract/toxiproxy.contract.ts';
import { startToxiproxy, toxiproxyProgram } from './toxiproxy-process.ts';

const none =
  'no Toxiproxy is installed here, and none could be built: install Go, or set TOXIPROXY_SERVER to its program (npm test has a server by its documentation)';

describe.skipIf(toxiproxyProgram === undefined)(toxiproxyProgram === undefined ? none : 'the real server', () => {
  let server: Awaited<ReturnType<typeof startToxiproxy>>;
  const upstream = createServer((_, response) => response.end('x'.repeat(5000)));
  let port = 0;

  beforeAll(async () => {
    server = await startToxiproxy(toxiproxyProgram!);
    await new Promise<void>((resolve) => upstream.listen(0, '127.0.0.1', resolve));
    port = (upstream.address() as AddressInfo).port;
  });
  afterAll(async () => {
    upstream.closeAllConnections();
    upstream.close();
    await server?.stop();
  });

  toxiproxyContract('the real server', () => server.endpoint);

  /** How one request through the proxy ends: bytes of the answer and the connection's end, or silence for a while. */
  const through = (at: number): Promise<string> =>
    new Promise((resolve) => {
      let bytes = 0;
      const socket = connect({ host: '127.0.0.1', port: at }, () =>
        socket.write('GET / HTTP/1.1\r\nHost: shop\r\n\r\n'),
      );
      const end = (how: string) => {
        socket.destroy();
        resolve(bytes > 5000 ? 'whole' : bytes > 0 ? 'a part' : how);
      };
      socket.on('data', (chunk) => {
        bytes += chunk.length;
        if (bytes > 5000) end('whole');
      });
      socket.on('close', () => end('nothing'));
      socket.on('error', (error: NodeJS.ErrnoException) => end(String(error.code)));
      socket.setTimeout(1500, () => end('silence'));
    });

  test.each<[string, Record<string, string>, string]>([
    ['down', {}, 'ECONNREFUSED'],
    ['timeout', { timeoutMilliseconds: '0' }, 'silence'],
    ['timeout', { timeoutMilliseconds: '100' }, 'nothing'],
    ['reset-peer', {}, 'ECONNRESET'],
    ['limit-data', { bytes: '100' }, 'a part'],
    ['slicer', { averageBytes: '64', variationBytes: '10' }, 'whole'],
    ['latency', { latencyMilliseconds: '100', jitterMilliseconds: '50' }, 'whole'],
    ['bandwidth', { kilobytesPerSecond: '100' }, 'whole'],
    ['slow-close', { delayMilliseconds: '50' }, 'whole'],
  ])('%s %j: clients meet %s, and everything again once it is stopped', async (kind, given, met) => {
    const { endpoint } = server;
    for (const { name } of await toxiproxy(endpoint).proxies())
      await fetch(addressOf({ endpoint, name }), { method: 'DELETE' });
    const made = { name: 'shop', listen: '127.0.0.1:0', upstream: `127.0.0.1:${port}`, enabled: true };
    await fetch(`${endpoint}/proxies`, { method: 'POST', body: JSON.stringify(made) });
    const { listen } = (await toxiproxy(endpoint).proxy('shop'))!;
    const at = Number(listen.slice(listen.lastIndexOf(':') + 1));
    expect(await through(at)).toBe('whole');

    const id = addressOf({ endpoint, name: 'shop' });
    const faults = toxics({ toxiproxies: [endpoint] });
    const parameters = { duration: 'PT5M', ...given };
    const action = { stepId: 'bad', action: `squall:toxiproxy:${kind}`, parameters, targets: { Proxies: [id] } };
    const injection = { runId: 'run-1', epoch: 1, wave: 1, token: 'run-1/1/squall/bad', action };
    const before = [{ id, type: 'toxiproxy:proxy', at: 0, exists: true, state: { enabled: true } }];
    await faults.start(injection);
    expect(await through(at)).toBe(met);
    const own = { ...action, intendedAt: Date.now(), before };
    await faults.stop({ runId: 'run-1', wave: 1, provider: 'squall', token: injection.token, own }, 'enough');
    expect(await through(at)).toBe('whole');
  });
});
