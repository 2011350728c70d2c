/** Metrics of the platform's own account and Region, and of others when they are named. */
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import type { Clock } from '../../core/ports/clock.ts';
import type { AlarmObservation, Metrics } from '../../core/ports/metrics.ts';
import { place, placeOf } from '../../core/targets/places.ts';
import { type Home, parseArn } from './arns.ts';
import { bounded, clientSettings } from './clients.ts';
import { heartbeatsAcross } from './heartbeats.ts';
import { awsMetrics } from './metrics.ts';
import type { Reach } from './other-accounts.ts';
import { byPlace, groupedByPlace } from './places.ts';

/**
 * A series by the account and Region that its query names, an alarm by its ARN; both are the platform's own otherwise.
 * @param own of the platform's own place, made here unless given
 */
export function metricsAcross(reach: Reach, clock: Clock, own?: CloudWatchClient): Metrics {
  const { bounds, credentialsIn } = reach;
  const clientIn = ({ account, region }: Home) =>
    bounded(new CloudWatchClient({ ...clientSettings, region, ...credentialsIn(account) }), bounds);
  const of = byPlace(reach, (where) => awsMetrics(clientIn(where), clock), own && awsMetrics(own, clock));
  return {
    series: async (query, from, to) => of(place(query.account, query.region)).series(query, from, to),
    async alarms(names) {
      const seen = new Map<string, AlarmObservation>();
      for (const [where, asked] of groupedByPlace(names, placeOf, reach)) {
        const found = await of(where).alarms(asked.map(alarmNameOf));
        // Told under the name that was asked for, by which the experiment knows it.
        for (const [i, name] of asked.entries()) if (found[i]) seen.set(name, { ...found[i], name });
      }
      return names.map((name) => seen.get(name));
    },
    http: (url, timeout) => of().http(url, timeout),
    ...heartbeatsAcross(reach),
  };
}

const alarmNameOf = (name: string): string => parseArn(name)?.resource.replace(/^alarm:/, '') ?? name;
