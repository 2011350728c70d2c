/** What answers a probe is a stranger: bounded in time and memory, and followed nowhere. */
import { createServer, type RequestListener, type Server } from 'node:http';
import { type AddressInfo, createServer as createSocketServer, type Server as SocketServer } from 'node:net';
import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { askHttp } from '../../adapters/aws/http.ts';

const open: (Server | SocketServer)[] = [];
afterEach(() => {
  for (const server of open.splice(0)) {
    server.close();
    if ('closeAllConnections' in server) server.closeAllConnections();
  }
});

async function listening<T extends Server | SocketServer>(server: T): Promise<string> {
  open.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}
const serving = (answer: RequestListener) => listening(createServer(answer));
/** Says it as it is, and leaves the connection as it is. */
const saying = (bytes: string | Buffer) =>
  listening(
    createSocketServer((socket) => {
      socket.on('error', () => {});
      socket.end(bytes);
    }),
  );

const patience = 400;

describe('a probe', () => {
  test('takes the status of an endless body, and none of the body', async () => {
    let written = 0;
    const url = await serving((_, response) => {
      const piece = Buffer.alloc(65_536, 'x');
      const more = () => {
        while (!response.destroyed && response.write(piece)) written += piece.length;
        if (!response.destroyed) response.once('drain', more);
      };
      response.writeHead(200);
      more();
    });
    const before = process.memoryUsage().rss;
    for (let n = 0; n < 20; n++) expect(await askHttp(url, 5000)).toMatchObject({ status: 200 });
    expect(process.memoryUsage().rss - before).toBeLessThan(200 * 2 ** 20);
    expect(written).toBeLessThan(20 * 32 * 2 ** 20);
  });

  test('gives up on headers that never end, come by drops, or do not come', async () => {
    const silent = await listening(createSocketServer((socket) => void socket.on('error', () => {})));
    const drops = await listening(
      createSocketServer((socket) => {
        socket.on('error', () => {});
        socket.write('HTTP/1.1 200 OK\r\n');
        const drop = setInterval(() => socket.write('x-more: 1\r\n'), 20);
        socket.on('close', () => clearInterval(drop));
      }),
    );
    expect(await askHttp(silent, patience)).toEqual({ failed: `no answer within ${patience} ms` });
    expect(await askHttp(drops, 1500)).toMatchObject({ failed: expect.any(String) });
    expect(
      await saying(`HTTP/1.1 200 OK\r\nx: ${'y'.repeat(2_000_000)}\r\n\r\n`).then((url) => askHttp(url, 5000)),
    ).toMatchObject({
      failed: expect.any(String),
    });
  });

  test('follows no redirect, to another host or to its own', async () => {
    let asked = 0;
    const elsewhere = await serving((_, response) => {
      asked += 1;
      response.end();
    });
    for (const status of [301, 302, 303, 307, 308]) {
      const url = await serving((_, response) => response.writeHead(status, { location: elsewhere }).end());
      expect(await askHttp(url, 5000)).toMatchObject({ status });
    }
    expect(asked).toBe(0);
  });

  test('meets every status as it is', async () => {
    for (const status of [200, 204, 304, 418, 599, 999]) {
      const url = await saying(`HTTP/1.1 ${status} \xff\r\ncontent-length: 0\r\nconnection: close\r\n\r\n`);
      const answer = await askHttp(url, 5000);
      // Beyond 599 nothing is a status, and no answer is the truth.
      if (status < 600) expect(answer).toMatchObject({ status });
      else expect('status' in answer || 'failed' in answer).toBe(true);
    }
  });

  test('outlives any bytes at all, and says why in one short line', async () => {
    const line = fc.constantFrom(
      'HTTP/1.1 200 OK\r\n',
      'HTTP/1.1 ',
      'HTTP/9.9 200\r\n',
      'SSH-2.0-x\r\n',
      '\r\n\r\n',
      '',
    );
    const header = fc.constantFrom(
      'content-length: -1\r\n',
      'content-length: 99999999999999999999\r\n',
      'transfer-encoding: chunked\r\n\r\nZZ\r\n',
      'transfer-encoding: chunked\r\ncontent-length: 3\r\n\r\n',
      'content-encoding: gzip\r\n\r\nnot gzip',
      'content-encoding: br\r\n\r\n\u0000',
      'location: javascript:alert(1)\r\n',
      'set-cookie: a=b; domain=.\r\n',
      ' folded\r\n',
      ':\r\n',
    );
    const bytes = fc.uint8Array({ maxLength: 200 }).map((some) => Buffer.from(some).toString('latin1'));
    await fc.assert(
      fc.asyncProperty(line, fc.array(header, { maxLength: 3 }), bytes, async (first, headers, rest) => {
        const url = await saying(Buffer.from(first + headers.join('') + rest, 'latin1'));
        const answer = await askHttp(url, patience);
        if ('failed' in answer) expect(answer.failed).toMatch(/^[^\r\n]{1,500}$/);
        else expect(answer.status).toBeGreaterThanOrEqual(100);
      }),
      { numRuns: 60 },
    );
  });
});
