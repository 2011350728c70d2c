/** A server of the suite in front of another: what it does not answer itself goes on, and comes back as it was. */
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** Of one connection, or no longer true of a body that was unpacked. */
const ownHeaders = [
  'host',
  'connection',
  'keep-alive',
  'content-length',
  'content-encoding',
  'transfer-encoding',
  'expect',
];
const unpacked = (headers: Iterable<readonly [string, string]>) =>
  Object.fromEntries([...headers].filter(([name]) => !ownHeaders.includes(name)));

/** @param upstream `http://host:port` */
export async function passedOn(request: IncomingMessage, upstream: string, sent: Buffer): Promise<Reply> {
  const {
    host: _host,
    connection: _connection,
    'content-length': _length,
    expect: _expect,
    ...headers
  } = request.headers;
  const body = sent.length > 0 && { body: new Uint8Array(sent) };
  const url = new URL(request.url ?? '/', upstream);
  const answer = await fetch(url, { method: request.method!, headers: headers as Record<string, string>, ...body });
  return { status: answer.status, headers: unpacked(answer.headers), body: Buffer.from(await answer.arrayBuffer()) };
}

export interface Served {
  /** `http://127.0.0.1:<port>` */
  readonly endpoint: string;
  stop(): Promise<void>;
}

/** On a free loopback port. @param failed is told what `answer` threw; the caller sees a 500 */
export async function serve(
  answer: (request: IncomingMessage, sent: Buffer) => Promise<Reply>,
  failed: (error: Error) => void,
): Promise<Served> {
  const server = createServer(async (request, response) => {
    try {
      const parts: Buffer[] = [];
      for await (const part of request) parts.push(part as Buffer);
      const { status, headers, body } = await answer(request, Buffer.concat(parts));
      response.writeHead(status, headers).end(body);
    } catch (error) {
      failed(error as Error);
      response.writeHead(500).end();
    }
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async stop() {
      server.close();
      server.closeAllConnections();
    },
  };
}
