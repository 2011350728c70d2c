/** Records of a name that a drill moves, as they are when nothing is wrong. */
import type { DnsHealthCheck, DnsRecord } from '../../../../../core/ports/standby.ts';
import { planned, ports } from './question.ts';

export const root = 'arn:aws:route53::111122223333';
export const name = 'pay.example.com';

export const record = (set: string, over: Partial<DnsRecord> = {}): DnsRecord => ({
  id: `${root}:hostedzone/Z1/recordset/${name}/A/${set}`,
  set,
  policy: 'weighted',
  region: set === 'home' ? 'eu-central-1' : 'eu-west-1',
  ttl: 30_000,
  evaluatesTarget: false,
  ...over,
});

export const health = (over: Partial<DnsHealthCheck> = {}): DnsHealthCheck => ({
  id: `${root}:healthcheck/home`,
  by: 'answers',
  interval: 10_000,
  threshold: 3,
  inverted: false,
  disabled: false,
  healthy: true,
  ...over,
});

export const shift = planned({
  id: 'records',
  action: 'squall:route53:shift-weights',
  targets: { RecordSets: [record('home').id], Others: [record('away').id] },
});
export const failOver = planned({
  id: 'checks',
  action: 'squall:route53:fail-over',
  targets: { HealthChecks: [health().id] },
});
export const loss = planned({
  id: 'network',
  wave: 1,
  action: 'aws:network:disrupt-connectivity',
  moves: undefined as never,
});

export const answered = (...records: readonly DnsRecord[]) =>
  ports({}, { standby: { ...ports().standby, records: async (names) => names.map(() => records) } });
