/** Which suppression a finding comes under. */
import type { Instant } from '../ports/clock.ts';
import type { Suppression } from './settings.ts';

export type Suppressed =
  | { readonly suppressed: Suppression }
  /** All that match have run out; the one that lasted longest. */
  | { readonly expired: Suppression }
  | undefined;

/** From the first moment of that day in UTC on it counts no more. */
export const endOf = ({ until }: Suppression): Instant => Date.parse(`${until}T00:00:00Z`);

/** The one that lasts longest counts. */
export function suppressionOf(
  { rule, resource }: { readonly rule: string; readonly resource: { readonly id: string; readonly name: string } },
  suppressions: readonly Suppression[],
  now: Instant,
): Suppressed {
  const [longest] = suppressions
    .filter((each) => each.rule === '*' || each.rule === rule)
    .filter((each) => fits(each.resource, resource.id) || fits(each.resource, resource.name))
    .sort((a, b) => endOf(b) - endOf(a));
  if (!longest) return undefined;
  return endOf(longest) > now ? { suppressed: longest } : { expired: longest };
}

/** `*` stands for any letters, none included. */
function fits(pattern: string, text: string): boolean {
  const parts = pattern.split('*').map((part) => part.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`, 's').test(text);
}
