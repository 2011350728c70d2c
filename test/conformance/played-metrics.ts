/** Metrics as a fleet publishes them, and alarms that follow them: moto keeps both, and evaluates no alarm. */
import {
  CloudWatchClient,
  type MetricDatum,
  PutMetricAlarmCommand,
  PutMetricDataCommand,
  SetAlarmStateCommand,
} from '@aws-sdk/client-cloudwatch';
import { settings } from './fleet.ts';

export interface Series {
  readonly namespace: string;
  readonly metric: string;
  readonly dimensions: Readonly<Record<string, string>>;
}

export interface Judged extends Series {
  /** Seconds. */
  readonly period: number;
  readonly below?: number;
  readonly above?: number;
  readonly breaching: number;
  readonly of: number;
  readonly missing: 'breaching' | 'missing';
}

export interface PlayedMetrics {
  /** In state OK. */
  alarm(region: string, name: string, judged: Judged): Promise<void>;
  /** Kept until `flush`. @param at when its period began */
  put(region: string, at: number, datum: Series & { readonly value: number }): void;
  /** Sends what was put, and sets the alarms as they follow from it, each at its own time. */
  flush(): Promise<void>;
  /** Who hears of each change, as EventBridge does. */
  told: (region: string, name: string, state: 'OK' | 'ALARM', at: number) => void;
}

interface Alarm extends Judged {
  readonly region: string;
  readonly name: string;
  state: 'OK' | 'ALARM';
  /** Of whole periods, newest last. */
  values: number[];
}

const atOnce = 500;

/** @param moto its own endpoint */
export async function playedMetrics(moto: string, begins: number): Promise<PlayedMetrics> {
  const clients = new Map<string, CloudWatchClient>();
  const at = (region: string): CloudWatchClient => {
    const known = clients.get(region) ?? new CloudWatchClient({ ...settings(moto), region });
    clients.set(region, known);
    return known;
  };
  const alarms: Alarm[] = [];
  const kept = new Map<string, MetricDatum[]>();
  const changes: { readonly alarm: Alarm; readonly at: number }[] = [];
  await setClock(moto, begins);

  const dimensionsOf = ({ dimensions }: Series) => Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value }));
  const breaches = ({ below = Number.NEGATIVE_INFINITY, above = Number.POSITIVE_INFINITY }: Judged, value: number) =>
    value < below || value > above;

  function judge(alarm: Alarm, value: number, ends: number): void {
    alarm.values = [...alarm.values, value].slice(-alarm.of);
    const bad = alarm.values.filter((each) => breaches(alarm, each)).length;
    const state = bad >= alarm.breaching ? 'ALARM' : 'OK';
    if (state === alarm.state) return;
    alarm.state = state;
    changes.push({ alarm: { ...alarm }, at: ends });
  }

  const played: PlayedMetrics = {
    told: () => {},
    async alarm(region, name, judged) {
      const { namespace, metric, period, below, above, breaching, of, missing } = judged;
      await at(region).send(
        new PutMetricAlarmCommand({
          AlarmName: name,
          Namespace: namespace,
          MetricName: metric,
          Dimensions: dimensionsOf(judged),
          Statistic: 'Average',
          Period: period,
          EvaluationPeriods: of,
          DatapointsToAlarm: breaching,
          Threshold: below ?? above!,
          ComparisonOperator: below === undefined ? 'GreaterThanThreshold' : 'LessThanThreshold',
          TreatMissingData: missing,
        }),
      );
      await at(region).send(new SetAlarmStateCommand({ AlarmName: name, StateValue: 'OK', StateReason: 'as usual' }));
      alarms.push({ ...judged, region, name, state: 'OK', values: [] });
    },
    put(region, began, { value, ...series }) {
      const key = `${region} ${series.namespace}`;
      const Timestamp = new Date(began);
      const own = kept.get(key) ?? [];
      own.push({ MetricName: series.metric, Dimensions: dimensionsOf(series), Value: value, Timestamp });
      kept.set(key, own);
      for (const alarm of alarms)
        if (alarm.region === region && sameSeries(alarm, series)) judge(alarm, value, began + alarm.period * 1000);
    },
    async flush() {
      for (const [key, all] of kept) {
        const [region = '', Namespace = ''] = key.split(' ');
        for (let from = 0; from < all.length; from += atOnce)
          await at(region).send(new PutMetricDataCommand({ Namespace, MetricData: all.slice(from, from + atOnce) }));
      }
      kept.clear();
      for (const { alarm, at: changed } of changes.splice(0)) {
        const { region, name: AlarmName, state: StateValue } = alarm;
        await setClock(moto, changed);
        await at(region).send(new SetAlarmStateCommand({ AlarmName, StateValue, StateReason: 'by its data' }));
        played.told(region, AlarmName, StateValue, changed);
      }
    },
  };
  return played;
}

const sameSeries = (a: Series, b: Series): boolean =>
  a.namespace === b.namespace && a.metric === b.metric && JSON.stringify(a.dimensions) === JSON.stringify(b.dimensions);

/** moto dates changes of alarms by the wall; from now on it is this instant there. */
async function setClock(moto: string, now: number): Promise<void> {
  const answer = await fetch(`${moto}/squall/clock`, { method: 'POST', body: JSON.stringify({ now }) });
  if (!answer.ok) throw new Error(`moto did not take the time: ${answer.status} ${await answer.text()}`);
}
