/** Which alarms look at a service: by what they judge, and not by what they are called alone. */
import { isKnown } from './known.ts';
import type { AlarmThing, ServiceThing } from './things.ts';

/** `app/public/50dc6c` names the load balancer `public`. */
const wordsOf = (text: string): string =>
  ` ${text
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, ' ')
    .trim()} `;

/**
 * A dimension names the service or one of what it is made of, or the alarm carries its tag.
 * @param named ids and names of what the service is made of
 */
export function looksAt(alarm: AlarmThing, service: ServiceThing, serviceTags: readonly string[]): boolean {
  const { tags, metrics } = alarm;
  if (isKnown(tags) && serviceTags.some((tag) => tags[tag] === service.name)) return true;
  if (!isKnown(metrics)) return false;
  const own = [service.name, ...service.members.filter(({ kind }) => kind !== 'alarm').map(({ name }) => name)];
  const named = own.map(wordsOf).filter((words) => words.trim() !== '');
  return metrics.some(({ dimensions }) =>
    Object.values(dimensions).some((value) => named.some((words) => wordsOf(value).includes(words))),
  );
}
