/**
 * Toxiproxy over its HTTP interface. Source: Toxiproxy's README, "HTTP API". Answers are
 * held to their shape: what is not understood is an outage, and never an empty list.
 */
import type { Millis } from '../../core/ports/clock.ts';

export interface Toxic {
  readonly name: string;
  readonly type: string;
  readonly stream: 'upstream' | 'downstream';
  /** Share of connections. */
  readonly toxicity: number;
  readonly attributes: Readonly<Record<string, number>>;
}

export interface ProxyState {
  readonly name: string;
  readonly listen: string;
  readonly upstream: string;
  readonly enabled: boolean;
  readonly toxics: readonly Toxic[];
}

export interface Toxiproxy {
  proxies(): Promise<readonly ProxyState[]>;
  /** Undefined when there is none of that name. */
  proxy(name: string): Promise<ProxyState | undefined>;
  /** A toxic of that name stands afterwards, this one or one that stood already. @throws ToxiproxyRefused */
  add(proxy: string, toxic: Toxic): Promise<void>;
  /** Idempotent, also of a proxy that is gone. */
  remove(proxy: string, toxic: string): Promise<void>;
  /** Idempotent; of a proxy that is gone nothing happens. @throws ToxiproxyRefused, as when its port is taken */
  enable(proxy: string, enabled: boolean): Promise<void>;
}

/** It said no: asking again at once is no use. */
export class ToxiproxyRefused extends Error {
  override readonly name = 'ToxiproxyRefused';
  readonly status: number;

  constructor(message: string, status: number) {
    super(message);
    this.status = status;
  }
}

/** No answer, or none that a Toxiproxy gives. What was asked may have been done all the same. */
export class ToxiproxyUnavailable extends Error {
  override readonly name = 'ToxiproxyUnavailable';
}

interface Answer {
  readonly status: number;
  readonly body: unknown;
}

/** @param endpoint without a slash at its end; redirects are not followed */
export function toxiproxy(endpoint: string, timeout: Millis = 5000, fetch = globalThis.fetch): Toxiproxy {
  async function ask(method: string, path: string, sent?: object): Promise<Answer> {
    try {
      const answer = await fetch(`${endpoint}${path}`, {
        method,
        redirect: 'manual',
        // It answers no browser, and takes whoever calls itself Mozilla for one.
        headers: { 'user-agent': 'squall', ...(sent && { 'content-type': 'application/json' }) },
        signal: AbortSignal.timeout(timeout),
        ...(sent && { body: JSON.stringify(sent) }),
      });
      const text = await answer.text();
      const body: unknown = answer.headers.get('content-type')?.startsWith('application/json')
        ? JSON.parse(text)
        : text;
      if (answer.status < 300 || (answer.status >= 400 && answer.status < 500)) return { status: answer.status, body };
      throw new Error(`${answer.status}`);
    } catch (error) {
      throw new ToxiproxyUnavailable(`${method} ${endpoint}${path}: ${why(error)}`, { cause: error });
    }
  }
  const pathOf = (proxy: string) => `/proxies/${encodeURIComponent(proxy)}`;
  const shaped = (proxy: unknown): ProxyState => {
    if (isProxy(proxy)) return proxy;
    throw new ToxiproxyUnavailable(`${endpoint} did not answer as a Toxiproxy does`);
  };
  const refused = ({ status, body }: Answer, asked: string) =>
    new ToxiproxyRefused(`${endpoint} refused ${asked}: ${saying(body)}`, status);

  return {
    async proxies() {
      const { status, body } = await ask('GET', '/proxies');
      if (status !== 200 || body === null || typeof body !== 'object')
        throw new ToxiproxyUnavailable(`${endpoint} did not answer as a Toxiproxy does`);
      return Object.values(body).map(shaped);
    },
    async proxy(name) {
      const { status, body } = await ask('GET', pathOf(name));
      return status === 404 ? undefined : shaped(body);
    },
    async add(proxy, toxic) {
      const answer = await ask('POST', `${pathOf(proxy)}/toxics`, toxic);
      if (answer.status >= 400 && answer.status !== 409) throw refused(answer, `a ${toxic.type} toxic on ${proxy}`);
    },
    async remove(proxy, toxic) {
      const answer = await ask('DELETE', `${pathOf(proxy)}/toxics/${encodeURIComponent(toxic)}`);
      if (answer.status >= 400 && answer.status !== 404) throw refused(answer, `to remove ${toxic} from ${proxy}`);
    },
    async enable(proxy, enabled) {
      // POST rather than PATCH, which versions before 2.6 do not know.
      const answer = await ask('POST', pathOf(proxy), { enabled });
      if (answer.status >= 400 && answer.status !== 404)
        throw refused(answer, `to ${enabled ? 'enable' : 'disable'} ${proxy}`);
    },
  };
}

function isProxy(value: unknown): value is ProxyState {
  if (value === null || typeof value !== 'object') return false;
  const { name, listen, upstream, enabled, toxics } = value as Partial<ProxyState>;
  const texts = [name, listen, upstream].every((each) => typeof each === 'string');
  return texts && typeof enabled === 'boolean' && Array.isArray(toxics) && toxics.every(isToxic);
}

function isToxic(value: unknown): value is Toxic {
  const { name, type, stream, toxicity } = (value ?? {}) as Partial<Toxic>;
  return [name, type, stream].every((each) => typeof each === 'string') && typeof toxicity === 'number';
}

const saying = (body: unknown): string =>
  String((body as { readonly error?: unknown } | null)?.error ?? body).slice(0, 200);

/** `fetch failed` says nothing; its cause does. */
const why = (error: unknown): string => {
  const { name, message, cause } = error as Error & { readonly cause?: { readonly message?: string } };
  return name === 'TimeoutError' ? 'no answer in time' : (cause?.message ?? message);
};
