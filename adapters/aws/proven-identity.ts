/** A proof of identity, sent to STS: whose signature is it? */
import type { Instant, Millis } from '../../core/ports/clock.ts';
import { allowance, type Bounds } from './clients.ts';
import { ServiceFailure } from './errors.ts';
import { wrongWithProof } from './identity-check.ts';
import type { Audience, IdentityProof, StsEndpoint } from './identity-proof.ts';

export type Proven =
  | { readonly proven: true; readonly arn: string; readonly account: string }
  /** One clause for people. */
  | { readonly proven: false; readonly why: string };

export interface Asking {
  /** Our own, never one that the proof names. */
  readonly endpoint: () => Promise<StsEndpoint>;
  readonly now: () => Instant;
  readonly bounds?: Bounds;
  readonly fetch?: typeof globalThis.fetch;
}

const longest: Millis = 10_000;
const largest = 16 * 1024;
/** The transport's own, and equal to what was checked. */
const notPassedOn = new Set(['host', 'content-length']);

export type ProveIdentity = (proof: IdentityProof, audience: Audience) => Promise<Proven>;

/**
 * Asks STS at our own endpoint, by POST, without following it elsewhere.
 * @throws ServiceFailure `Unavailable` when STS gives no answer, and nothing is known then
 */
export const proveIdentity =
  ({ endpoint, now, bounds = {}, fetch = globalThis.fetch }: Asking): ProveIdentity =>
  async (proof, audience) => {
    const { url, host } = await endpoint();
    const wrong = wrongWithProof(proof, { host, audience, now: now() });
    if (wrong !== undefined) return { proven: false, why: `the proof of identity is not accepted: ${wrong}` };
    const headers = Object.entries(proof.headers).filter(([name]) => !notPassedOn.has(name));
    const { status, text } = await ask(fetch, url, Object.fromEntries(headers), proof.body, bounds);
    if (status === 200) return identityIn(text);
    const code = /<Code>(\w{1,64})<\/Code>/.exec(text)?.[1] ?? `status ${status}`;
    if (status >= 500 || status === 429)
      throw new ServiceFailure('Unavailable', code, `STS GetCallerIdentity: ${code}`);
    return { proven: false, why: `STS does not confirm the proof of identity: ${code}` };
  };

async function ask(
  fetch: typeof globalThis.fetch,
  url: string,
  headers: Readonly<Record<string, string>>,
  body: string,
  bounds: Bounds,
) {
  const millis = Math.max(1, Math.min(longest, Math.ceil(allowance(bounds))));
  try {
    const answer = await fetch(url, {
      method: 'POST',
      headers,
      body,
      redirect: 'error',
      signal: AbortSignal.timeout(millis),
    });
    return { status: answer.status, text: (await answer.text()).slice(0, largest) };
  } catch (error) {
    throw new ServiceFailure('Unavailable', 'NoAnswer', `STS GetCallerIdentity: no answer within ${millis} ms`, error);
  }
}

/** The one form that STS answers in. Anything else is no identity, whatever words stand in it. */
const answered =
  /^\s*(?:<\?xml[^>]{0,100}\?>\s*)?<GetCallerIdentityResponse(?:\s[^<>]{0,200})?>\s*<GetCallerIdentityResult>((?:(?!<GetCallerIdentity)[\s\S])*)<\/GetCallerIdentityResult>/;

function identityIn(text: string): Proven {
  const result = answered.exec(text)?.[1] ?? '';
  const one = (name: string) => {
    const found = [...result.matchAll(new RegExp(`<${name}>\\s*([^<>\\s]{1,2048})\\s*</${name}>`, 'g'))];
    return found.length === 1 ? found[0]?.[1] : undefined;
  };
  const [arn, account] = [one('Arn'), one('Account')];
  if (arn === undefined || account === undefined || !arn.includes(`:${account}:`))
    return { proven: false, why: 'STS answered without an identity' };
  return { proven: true, arn, account };
}
