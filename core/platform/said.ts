/** What a platform was told, as plans and stacks say it to people: `none` is said, never assumed. */
import type { FaultLogs, Grant, Source } from './settings.ts';

export const sourceSaid = (source: Source, what: 'incident' | 'deployment'): string =>
  source === 'none'
    ? `none: nothing keeps a run from starting during a${what === 'incident' ? 'n' : ''} ${what}`
    : `alarms ${source.alarms.join(', ')}: any that is not OK refuses new runs`;

export const faultLogsSaid = (logs: FaultLogs | undefined): string =>
  logs === undefined
    ? 'none of its own'
    : [logs.logGroup && `to the log group ${logs.logGroup}`, logs.folder && `to ${logs.folder}`]
        .filter(Boolean)
        .join(' and ');

export function grantsSaid(grants: readonly Grant[] | undefined): string {
  if (grants === undefined) return 'whoever may start a run';
  const each = ({ people, owners, services }: Grant) =>
    [people.join(', '), owners && `of ${owners.join(', ')}`, services && `on ${services.join(', ')}`]
      .filter(Boolean)
      .join(' ');
  return `only ${grants.map(each).join('; ')}`;
}
