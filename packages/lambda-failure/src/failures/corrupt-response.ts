import { isAnswer } from '../answer.ts';
import type { Failure } from '../fault.ts';
import { drawn } from '../touches.ts';

type How = Extract<Failure, { readonly kind: 'corrupt-response' }>['how'];

/**
 * The answer with its body damaged, its length and its headers left as they were made.
 * @returns undefined for what has no body of text: a stream, or no answer at all
 */
export function corrupted(response: unknown, how: How, seed: string): unknown {
  if (typeof response === 'string') return damaged(response, how, seed);
  if (!isAnswer(response) || typeof response.body !== 'string') return undefined;
  const { body, isBase64Encoded = false } = response;
  if (!isBase64Encoded) return { ...response, body: damaged(body, how, seed) };
  // As bytes, so that what is sent is damaged and still decodes.
  const bytes = Buffer.from(body, 'base64').toString('latin1');
  return { ...response, body: Buffer.from(damaged(bytes, how, seed), 'latin1').toString('base64') };
}

/** `garble` replaces about one character of eight, and the first in any case: `{` no longer opens an object. */
function damaged(body: string, how: How, seed: string): string {
  if (how === 'empty') return '';
  if (how === 'truncate') return body.slice(0, Math.floor(body.length / 2));
  return [...body].map((character, i) => (i === 0 || drawn(`${seed}/${i}`) < 1 / 8 ? '?' : character)).join('');
}
