/**
 * moto's answers in pages, where moto gives them whole: a server in front of it that asks
 * for all there is, and hands it out a few at a time. What carries the token, what the list
 * is called and what limits it are read from botocore. As AWS does, it takes only tokens of
 * its own, and only with the parameters that they were given for.
 */
import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { createRequire } from 'node:module';
import { type Paginator, paginatorOf, serviceModel } from './botocore-model.ts';
import { pageOfXml } from './paged-xml.ts';
import { passedOn, type Reply, serve } from './passing-on.ts';
import { recordAnswer } from './recorded-calls.ts';
import { catalogue, operationByPath } from './service-catalogue.ts';
import { violate } from './violations.ts';

export interface Paging {
  readonly endpoint: string;
  /** Operation to how many pages it was answered with, each time that it was asked from the beginning. */
  readonly pages: ReadonlyMap<string, readonly number[]>;
  stop(): Promise<void>;
}

type Fields = Record<string, unknown>;

/** A protocol: how parameters are read and written, and how an answer is cut. */
interface Protocol {
  read(request: IncomingMessage, sent: Buffer): Fields;
  write(request: IncomingMessage, fields: Fields): { readonly url: string; readonly body: Buffer };
}

interface Cbor {
  readonly cbor: { serialize(value: unknown): Uint8Array; deserialize(bytes: Uint8Array): unknown };
}
const require = createRequire(import.meta.url);
/** The SDK's own: CloudWatch speaks it. */
const { cbor } = createRequire(require.resolve('@aws-sdk/client-cloudwatch'))('@smithy/core/cbor') as Cbor;

const whole = (request: IncomingMessage) => new URL(request.url ?? '/', 'http://localhost');
const form: Protocol = {
  read: (_request, sent) => Object.fromEntries(new URLSearchParams(sent.toString())),
  write: (request, fields) => ({
    url: request.url!,
    body: Buffer.from(new URLSearchParams(fields as Record<string, string>).toString()),
  }),
};
const json: Protocol = {
  read: (_request, sent) => JSON.parse(sent.toString()),
  write: (request, fields) => ({ url: request.url!, body: Buffer.from(JSON.stringify(fields)) }),
};
const binary: Protocol = {
  read: (_request, sent) => cbor.deserialize(new Uint8Array(sent)) as Fields,
  write: (request, fields) => ({ url: request.url!, body: Buffer.from(cbor.serialize(fields)) }),
};
const query: Protocol = {
  read: (request) => Object.fromEntries(whole(request).searchParams),
  write: (request, fields) => {
    const search = new URLSearchParams(fields as Record<string, string>).toString();
    return { url: `${whole(request).pathname}${search && `?${search}`}`, body: Buffer.alloc(0) };
  },
};

function operationAsked(request: IncomingMessage, sent: Buffer, signedAs: string): [string | undefined, Protocol] {
  const target = request.headers['x-amz-target'];
  if (typeof target === 'string') return [target.replace(/.*\./, ''), json];
  const rpc = /^\/service\/[^/]+\/operation\/(\w+)$/.exec(whole(request).pathname)?.[1];
  if (rpc) return [rpc, binary];
  if (request.headers['content-type']?.startsWith('application/x-www-form-urlencoded'))
    return [new URLSearchParams(sent.toString()).get('Action') ?? undefined, form];
  return [operationByPath(signedAs, request.method ?? '', whole(request).pathname), query];
}

const isPoints = (list: unknown[]) => list.some((each) => each && typeof each === 'object' && 'Timestamps' in each);

/** Of a list its part; of series, whose points are what a page holds, the part of each. */
function part(list: unknown[], from: number, size: number): readonly [unknown[], number] {
  if (!isPoints(list)) return [list.slice(from, from + size), list.length];
  const series = list as { Timestamps: unknown[]; Values: unknown[] }[];
  const cut = series.map((each) => ({
    ...each,
    Timestamps: each.Timestamps.slice(from, from + size),
    Values: each.Values.slice(from, from + size),
  }));
  return [cut, Math.max(...series.map(({ Timestamps }) => Timestamps.length))];
}

/** @param upstream `http://host:port` @param size entries on a page */
export async function startPaging(upstream: string, size: number): Promise<Paging> {
  const given = new Map<string, { readonly from: number; readonly asked: string }>();
  const pages = new Map<string, number[]>();

  function handOut(from: number, asked: string): string {
    const token = randomUUID();
    given.set(token, { from, asked });
    return token;
  }

  function cut(reply: Reply, names: Wired, protocol: Protocol, from: number, asked: string): Buffer {
    const token = (next: number) => handOut(next, asked);
    if (protocol === form) {
      const text = reply.body.toString();
      return Buffer.from(pageOfXml(text, names.list, from, size, names.outputToken, token) ?? text);
    }
    const answer = (
      protocol === binary ? cbor.deserialize(new Uint8Array(reply.body)) : JSON.parse(reply.body.toString())
    ) as Fields;
    const [page, all] = part((answer[names.list] ?? []) as unknown[], from, size);
    if (answer[names.outputToken]) violate(`moto pages ${names.list} by itself: raise its limit`);
    const paged = {
      ...answer,
      [names.list]: page,
      ...(from + size < all && { [names.outputToken]: token(from + size) }),
    };
    return Buffer.from(protocol === binary ? cbor.serialize(paged) : JSON.stringify(paged));
  }

  async function answer(request: IncomingMessage, sent: Buffer): Promise<Reply> {
    const signedAs = /\/([^/]+)\/aws4_request/.exec(request.headers.authorization ?? '')?.[1] ?? '';
    const [operation, protocol] = operationAsked(request, sent, signedAs);
    const { Version } = protocol === form ? form.read(request, sent) : {};
    const names = operation && wired(signedAs, operation, Version);
    if (!names) return passedOn(request, upstream, sent);
    const { [names.inputToken]: token, [names.limit]: _limit, ...fields } = protocol.read(request, sent);
    const asked = JSON.stringify([operation, fields]);
    const known = given.get(String(token));
    if (token !== undefined && known?.asked !== asked)
      violate(`${operation} was asked for ${token} with other parameters`);
    const { url, body } = protocol.write(request, fields);
    const reply = await passedOn(Object.assign(request, { url }), upstream, body);
    if (reply.status !== 200) return reply;
    const counts = pages.get(operation) ?? [];
    pages.set(operation, token === undefined ? [...counts, 1] : [...counts.slice(0, -1), (counts.at(-1) ?? 0) + 1]);
    recordAnswer(request, { by: 'paging', service: signedAs, operation, status: reply.status });
    return { ...reply, body: cut(reply, names, protocol, known?.from ?? 0, asked) };
  }

  const server = await serve(answer, (error) => violate(`the paging server failed: ${error.stack}`));
  return { endpoint: server.endpoint, pages, stop: server.stop };
}

/** A paginator's fields as they are called on the wire. */
interface Wired {
  readonly inputToken: string;
  readonly outputToken: string;
  readonly limit: string;
  readonly list: string;
}

const models = new Map<string, ReturnType<typeof serviceModel>>();

function wired(signedAs: string, operation: string, version: unknown): Wired | undefined {
  for (const { directory, signedAs: known, version: own } of catalogue()) {
    if (known !== signedAs || (version ?? own) !== own) continue;
    const paginator: Paginator | undefined = paginatorOf(directory, operation);
    if (!paginator) continue;
    const model = models.get(directory) ?? serviceModel(directory);
    models.set(directory, model);
    const [list] = [paginator.result_key].flat() as string[];
    return {
      inputToken: model.wireName(operation, 'input', paginator.input_token),
      outputToken: model.wireName(operation, 'output', paginator.output_token),
      limit: paginator.limit_key === undefined ? '' : model.wireName(operation, 'input', paginator.limit_key),
      list: model.wireName(operation, 'output', list!),
    };
  }
  return undefined;
}
