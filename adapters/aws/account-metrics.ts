/** Metrics of the platform's own account, and of the others when they are named. */
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import type { Clock } from '../../core/ports/clock.ts';
import type { AlarmObservation, Metrics } from '../../core/ports/metrics.ts';
import { accountOf } from '../../core/targets/accounts.ts';
import { parseArn } from './arns.ts';
import { bounded, clientSettings } from './clients.ts';
import { awsMetrics } from './metrics.ts';
import { byAccount, type Reach } from './other-accounts.ts';

/**
 * A series by the account that its query names, an alarm by its ARN; both are the platform's own otherwise.
 * @param own of the platform's own account, made here unless given
 */
export function metricsAcross(
  { deployment, bounds, credentialsIn }: Reach,
  clock: Clock,
  own?: CloudWatchClient,
): Metrics {
  const { account: home, region } = deployment;
  const clientIn = (account: string) =>
    bounded(new CloudWatchClient({ ...clientSettings, region, ...credentialsIn(account) }), bounds);
  const of = byAccount(deployment, awsMetrics(own ?? clientIn(home), clock), ({ account }) =>
    awsMetrics(clientIn(account), clock),
  );
  return {
    series: async (query, from, to) => of(query.account ?? home).series(query, from, to),
    async alarms(names) {
      const seen = new Map<string, AlarmObservation>();
      for (const [account, asked] of Map.groupBy(names, (name) => accountOf(name) ?? home)) {
        const found = await of(account).alarms(asked.map(alarmNameOf));
        // Told under the name that was asked for, by which the experiment knows it.
        for (const [i, name] of asked.entries()) if (found[i]) seen.set(name, { ...found[i], name });
      }
      return names.map((name) => seen.get(name));
    },
    http: (url, timeout) => of(home).http(url, timeout),
  };
}

const alarmNameOf = (name: string): string => parseArn(name)?.resource.replace(/^alarm:/, '') ?? name;
