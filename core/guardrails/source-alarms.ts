/** Alarms that tell of trouble elsewhere: what the guardrails on incidents and on deployments ask. */
import type { Source } from '../platform/settings.ts';
import type { AlarmObservation, Metrics } from '../ports/metrics.ts';

/** An alarm by its name, and how it stands: undefined for one that does not exist. */
export type SourceAlarm = readonly [name: string, seen: AlarmObservation | undefined];

export async function alarmsOf(source: Source, metrics: Pick<Metrics, 'alarms'>): Promise<readonly SourceAlarm[]> {
  if (source === 'none') return [];
  const seen = await metrics.alarms(source.alarms);
  return source.alarms.map((name, i) => [name, seen[i]]);
}

/**
 * Why nothing may start now; an alarm that is missing or has no data tells nothing, and not
 * knowing refuses.
 * @param what `an incident`. @param setting where the alarm is named
 */
export function trouble(alarms: readonly SourceAlarm[], what: string, setting: string): string | undefined {
  for (const [name, seen] of alarms) {
    const tells = `alarm ${name}, which tells of ${what},`;
    if (!seen) return `${tells} does not exist: create it, or correct ${setting}`;
    if (seen.state === 'ALARM') return `${tells} is in ALARM (${seen.reason}): wait until it is OK`;
    if (seen.state !== 'OK') return `${tells} has no data to tell by: see that its metric is published`;
  }
  return undefined;
}
