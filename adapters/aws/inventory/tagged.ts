/** Tags of what does not carry them in its own answers: one listing for all of a kind. */
import { isKnown, type Known } from '../../../core/conformity/known.ts';
import { tagged } from '../tagged-resources.ts';
import { asked, type Reading } from './reader.ts';

type Tags = Readonly<Record<string, string>>;

/**
 * The tagging API lists what carries a tag, or did once: what it does not list has none.
 * @param type as it calls it: `lambda:function`
 */
export async function tagsByArn({ clients }: Reading, type: string): Promise<(arn: string) => Known<Tags>> {
  const found = await asked(() => tagged(clients.tagging, type));
  return (arn) => (isKnown(found) ? (found.get(arn) ?? {}) : found);
}
