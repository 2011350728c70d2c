/** What the platform watches, and whom it lets run what. Pure. */

import type { Plan } from '../../../core/plan/plan.ts';
import { faultLogsSaid, grantsSaid, sourceSaid } from '../../../core/platform/said.ts';
import { nameOf } from '../../../core/schedule/calendar.ts';
import type { Colours } from '../io.ts';
import { pairs } from '../text/table.ts';

/** What nobody watches is said in yellow. Empty for a plan of an earlier version, which does not know. */
export function platformSection({ platform, calendar }: Plan, colours: Colours, columns: number): string[] {
  if (!platform) return [];
  const { incidentSource, deploymentSource, mayRun, faultLogs } = platform;
  const watched = (source: typeof incidentSource, what: 'incident' | 'deployment') =>
    source === 'none' ? colours.yellow(sourceSaid(source, what)) : sourceSaid(source, what);
  return pairs(
    [
      ['Incidents', watched(incidentSource, 'incident')],
      ['Deployments', watched(deploymentSource, 'deployment')],
      ['May run', grantsSaid(mayRun)],
      ...(faultLogs ? [['FIS logs', faultLogsSaid(faultLogs)] as const] : []),
      ...(calendar
        ? [['Holidays', `of ${nameOf(calendar.of)}, known from ${calendar.from} to ${calendar.to}`] as const]
        : []),
    ],
    columns,
  );
}
