/** One request of a probe's own. */
import type { Millis } from '../../core/ports/clock.ts';
import type { HttpAnswer } from '../../core/ports/metrics.ts';
import { redactText } from '../../core/secrets/redact.ts';

/** On the loopback of a function: whoever asks it for the next event takes that event away. */
const lambdaRuntime = '9001';
const loopback = /^(localhost|127(?:\.\d+){3}|\[::1\])$/;

/**
 * HTTPS, or HTTP on the loopback: a probe's answer decides about stopping, and plain HTTP
 * can be answered by anybody. Redirects are not followed: what answers is what is judged.
 */
export async function askHttp(url: string, timeout: Millis, fetch = globalThis.fetch): Promise<HttpAnswer> {
  const { protocol, hostname, port, username, password } = URL.parse(url) ?? {};
  const shown = redactText(url);
  if (hostname === undefined) return { failed: `not an HTTP address: ${shown}` };
  if (username || password) return { failed: `an address with a name or password in it is not asked: ${shown}` };
  if (protocol !== 'https:' && !(protocol === 'http:' && loopback.test(hostname)))
    return { failed: `only https is asked: ${shown}` };
  if (protocol === 'http:' && port === lambdaRuntime)
    return { failed: `a function's own runtime is not asked: ${shown}` };
  const begun = performance.now();
  try {
    const answer = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(timeout) });
    const latency = performance.now() - begun;
    await answer.body?.cancel();
    return { status: answer.status, latency };
  } catch (error) {
    return { failed: why(error, timeout) };
  }
}

/** `fetch failed` says nothing; its cause does. */
function why(error: unknown, timeout: Millis): string {
  const { name, message, cause } = error as Error & { readonly cause?: { readonly message?: string } };
  return name === 'TimeoutError' ? `no answer within ${timeout} ms` : redactText(cause?.message ?? message);
}
