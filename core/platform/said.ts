/** What a platform was told, as plans and stacks say it to people: `none` is said, never assumed. */
import type { Grant, Source } from './settings.ts';

export const sourceSaid = (source: Source, what: 'incident' | 'deployment'): string =>
  source === 'none'
    ? `none: nothing keeps a run from starting during a${what === 'incident' ? 'n' : ''} ${what}`
    : `alarms ${source.alarms.join(', ')}: any that is not OK refuses new runs`;

export function grantsSaid(grants: readonly Grant[] | undefined): string {
  if (grants === undefined) return 'whoever may start a run';
  const each = ({ people, owners, services }: Grant) =>
    [people.join(', '), owners && `of ${owners.join(', ')}`, services && `on ${services.join(', ')}`]
      .filter(Boolean)
      .join(' ');
  return `only ${grants.map(each).join('; ')}`;
}
