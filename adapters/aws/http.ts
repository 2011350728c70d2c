/** One request of a probe's own. */
import type { Millis } from '../../core/ports/clock.ts';
import type { HttpAnswer } from '../../core/ports/metrics.ts';

const loopback = /^(localhost|127(?:\.\d+){3}|\[::1\])$/;

/**
 * HTTPS, or HTTP on the loopback: a probe's answer decides about stopping, and plain HTTP
 * can be answered by anybody. Redirects are not followed: what answers is what is judged.
 */
export async function askHttp(url: string, timeout: Millis, fetch = globalThis.fetch): Promise<HttpAnswer> {
  const { protocol, hostname } = URL.parse(url) ?? {};
  if (hostname === undefined) return { failed: `not an HTTP address: ${url}` };
  if (protocol !== 'https:' && !(protocol === 'http:' && loopback.test(hostname)))
    return { failed: `only https is asked: ${url}` };
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
  return name === 'TimeoutError' ? `no answer within ${timeout} ms` : (cause?.message ?? message);
}
