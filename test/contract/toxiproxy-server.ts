/**
 * The HTTP interface of Toxiproxy, written from its README ("HTTP API", "Toxics") and
 * strict: what is not documented is an error. It proxies nothing.
 */
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

const attributes: Readonly<Record<string, readonly string[]>> = {
  latency: ['latency', 'jitter'],
  bandwidth: ['rate'],
  slow_close: ['delay'],
  timeout: ['timeout'],
  reset_peer: ['timeout'],
  slicer: ['average_size', 'size_variation', 'delay'],
  limit_data: ['bytes'],
};

interface Toxic {
  name: string;
  type: string;
  stream: string;
  toxicity: number;
  attributes: Record<string, number>;
}
interface ProxyState {
  name: string;
  listen: string;
  upstream: string;
  enabled: boolean;
  toxics: Toxic[];
}

class Refusal extends Error {
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

export interface ToxiproxyServer {
  readonly endpoint: string;
  stop(): void;
}

export async function startToxiproxyServer(): Promise<ToxiproxyServer> {
  const proxies = new Map<string, ProxyState>();
  const server: Server = createServer(async (request, response) => {
    const json = { 'content-type': 'application/json' };
    try {
      const { status, body } = handle(proxies, request, await bodyOf(request));
      response.writeHead(status, body === undefined ? {} : json).end(body === undefined ? '' : JSON.stringify(body));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const { status, message } = error;
      response.writeHead(status, json).end(JSON.stringify({ error: message, status }));
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

function handle(proxies: Map<string, ProxyState>, request: IncomingMessage, text: string) {
  if (request.headers['user-agent']?.startsWith('Mozilla/')) throw new Refusal(403, 'User agent not allowed');
  const { method = '', url = '' } = request;
  const [root, proxyName, list, toxicName, ...more] = decodeURIComponent(url).slice(1).split('/');
  if (root !== 'proxies' || more.length > 0 || (list !== undefined && list !== 'toxics'))
    throw new Refusal(404, 'not found');
  const asked = [method, proxyName && 'proxy', list, toxicName && 'toxic'].filter(Boolean).join(' ');
  const proxy = () => proxies.get(proxyName ?? '') ?? refuse(404, 'proxy not found');
  switch (asked) {
    case 'GET':
      return { status: 200, body: Object.fromEntries(proxies) };
    case 'POST': {
      const { name, listen, upstream, enabled } = read<ProxyState>(text, ['name', 'listen', 'upstream', 'enabled']);
      if (!name || !upstream) refuse(400, 'missing required field');
      if (proxies.has(name)) refuse(409, 'proxy already exists');
      const made = { name, listen, upstream, enabled, toxics: [] };
      proxies.set(name, made);
      return { status: 201, body: made };
    }
    case 'GET proxy':
      return { status: 200, body: proxy() };
    case 'POST proxy':
    case 'PATCH proxy':
      return { status: 200, body: Object.assign(proxy(), read(text, ['enabled', 'listen', 'upstream'])) };
    case 'DELETE proxy':
      proxies.delete(proxy().name);
      return { status: 204 };
    case 'POST proxy toxics':
      return { status: 200, body: add(proxy(), read(text, ['name', 'type', 'stream', 'toxicity', 'attributes'])) };
    case 'DELETE proxy toxics toxic': {
      const { toxics } = proxy();
      const at = toxics.findIndex(({ name }) => name === toxicName);
      if (at < 0) refuse(404, 'toxic not found');
      toxics.splice(at, 1);
      return { status: 204 };
    }
    default:
      return refuse(405, 'method not allowed');
  }
}

function add(proxy: ProxyState, sent: Partial<Toxic>): Toxic {
  const { type = '', stream = 'downstream', toxicity = 1 } = sent;
  const known = attributes[type] ?? refuse(400, 'invalid toxic type');
  if (!['upstream', 'downstream'].includes(stream))
    refuse(400, 'stream was invalid, can be either upstream or downstream');
  const name = sent.name ?? `${type}_${stream}`;
  if (proxy.toxics.some((toxic) => toxic.name === name)) refuse(409, 'toxic already exists');
  const given = Object.entries(sent.attributes ?? {});
  if (given.some(([key, value]) => !known.includes(key) || !Number.isInteger(value))) refuse(400, 'bad request body');
  const toxic = { name, type, stream, toxicity, attributes: Object.fromEntries(known.map((key) => [key, 0])) };
  Object.assign(toxic.attributes, sent.attributes);
  proxy.toxics.push(toxic);
  return toxic;
}

function read<T>(text: string, keys: readonly string[]): T {
  const sent: unknown = JSON.parse(text || 'null');
  if (sent === null || typeof sent !== 'object' || Object.keys(sent).some((key) => !keys.includes(key)))
    throw new Refusal(400, 'bad request body');
  return sent as T;
}

const refuse = (status: number, message: string): never => {
  throw new Refusal(status, message);
};

async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request) text += chunk;
  return text;
}
