/** Looking at probes: every datapoint once, every question once a look. */
import { millis } from '../experiment/durations.ts';
import type { Composite, MetricQuery, Probe } from '../experiment/schema/probes.ts';
import type { Sample } from '../history/journal.ts';
import type { Instant } from '../ports/clock.ts';
import type { Datapoint, Metrics } from '../ports/metrics.ts';
import { compositeSamples } from './composite.ts';
import { freshFor, periodOf } from './freshness.ts';
import { beatOnce } from './heartbeat.ts';
import { parseExpression } from './metric-math.ts';
import { samplesNeeded } from './probes.ts';
import { figure, within } from './tolerance.ts';

export interface Look {
  readonly probes: readonly Probe[];
  /** Start of the first period that may be of interest. */
  readonly since: Instant;
  readonly now: Instant;
  /** All samples of the run so far: none is taken twice, and changes are measured from the first of them. */
  readonly seen: readonly Sample[];
  /** Whose heartbeats these are. */
  readonly runId: string;
}

/**
 * New samples, by probe and then by time. A sample without a value says that there
 * was none: with `ok: false` the newest datapoint is too old to tell of now (two
 * periods and publication), without `ok` this one look failed.
 */
export async function takeSamples(look: Look, metrics: Metrics): Promise<readonly Sample[]> {
  const taken: Sample[] = [];
  for (const probe of look.probes) if (!probe.composite) taken.push(...(await sampleOne(probe, look, metrics)));
  // By what the others have told.
  const samples = [...look.seen, ...taken];
  for (const probe of look.probes) if (probe.composite) taken.push(...composed(probe, probe.composite, look, samples));
  return taken;
}

async function sampleOne(probe: Probe, look: Look, metrics: Metrics): Promise<readonly Sample[]> {
  try {
    if (probe.http) return [await askHttp(probe, probe.http, look.now, metrics)];
    if (probe.heartbeat) return [await beatOnce(probe, probe.heartbeat, look, metrics)];
    if (probe.alarm) return [await askAlarm(probe, probe.alarm.name, look.now, metrics)];
    if (probe.cloudwatch || probe.math) return await readSeries(probe, look, metrics);
  } catch (error) {
    return [missing(probe, look, error instanceof Error ? error.message : String(error))];
  }
  return [{ probe: probe.id, at: look.now, ok: false, detail: 'this kind of probe cannot be sampled' }];
}

function composed(probe: Probe, composite: Composite, look: Look, samples: readonly Sample[]): readonly Sample[] {
  const { probes, since, now, seen } = look;
  const found = compositeSamples(probe, composite, probes, { since, now, samples });
  const known = seen.filter((sample) => sample.probe === probe.id && sample.value !== undefined);
  return found.length === 0 && isStale(known, probe, look)
    ? [missing(probe, look, 'too few of its probes told')]
    : found;
}

async function readSeries(probe: Probe, look: Look, metrics: Metrics): Promise<readonly Sample[]> {
  const period = periodOf(probe);
  const known = look.seen.filter((sample) => sample.probe === probe.id && sample.value !== undefined);
  const knownAt = new Set(known.map((sample) => sample.at));
  const floor = (at: Instant) => Math.floor(at / period) * period;
  // A late datapoint may be older than this look's own beginning.
  const from = Math.min(floor(look.since), ...(known.length > 0 ? [Math.max(...knownAt) + period] : []));
  // A period that has not ended would be judged by a part of its data.
  const points = (await readPoints(probe, from, floor(look.now), metrics)).filter((point) => !knownAt.has(point.at));
  const baseline = baselineOf(probe, [...known, ...points.map((point) => ({ ...point, probe: probe.id }))]);
  if (points.length === 0 && isStale(known, probe, look)) return [missing(probe, look, 'no datapoint')];
  return points.map(({ at, value }) => ({ probe: probe.id, at, value, ...judged(probe, value, baseline) }));
}

async function readPoints(probe: Probe, from: Instant, to: Instant, metrics: Metrics): Promise<readonly Datapoint[]> {
  const read = (query: MetricQuery) => metrics.series(query, from, to);
  if (probe.cloudwatch) return read(probe.cloudwatch);
  const expression = parseExpression(probe.math?.expression ?? '');
  if (!expression.ok) throw new SyntaxError(`metric maths: ${expression.why}`);
  const values = new Map<Instant, Record<string, number>>();
  for (const [name, query] of Object.entries(probe.math?.metrics ?? {}))
    for (const { at, value } of await read(query)) values.set(at, { ...values.get(at), [name]: value });
  return [...values]
    .sort(([a], [b]) => a - b)
    .flatMap(([at, row]) => {
      const value = expression.evaluate(row);
      return value === undefined ? [] : [{ at, value }];
    });
}

async function askHttp(probe: Probe, request: NonNullable<Probe['http']>, at: Instant, metrics: Metrics) {
  const answer = await metrics.http(request.url, millis(request.timeout ?? 'PT5S'));
  if ('failed' in answer) return { probe: probe.id, at, value: 'no answer', ok: false, detail: answer.failed };
  // An HTTP probe with a numeric tolerance is about its answer time, in milliseconds.
  const timed =
    probe.expect !== undefined && ('atMost' in probe.expect || 'atLeast' in probe.expect || 'between' in probe.expect);
  const value = timed ? answer.latency : answer.status;
  const ok = probe.expect ? within(probe.expect, value) : answer.status < 400;
  return { probe: probe.id, at, value, ok, detail: `status ${answer.status} in ${figure(answer.latency)} ms` };
}

async function askAlarm(probe: Probe, name: string, at: Instant, metrics: Metrics): Promise<Sample> {
  const [alarm] = await metrics.alarms([name]);
  if (!alarm) return { probe: probe.id, at, ok: false, detail: `alarm ${name} does not exist` };
  if (alarm.state === 'INSUFFICIENT_DATA')
    return { probe: probe.id, at, ok: false, detail: `alarm ${name} has not enough data` };
  const ok = probe.expect ? within(probe.expect, alarm.state) : alarm.state === 'OK';
  return { probe: probe.id, at, value: alarm.state, ok, detail: alarm.reason };
}

/**
 * The run's own baseline: the mean of its first samples, as many as the gate asks for,
 * so that all of them are from before the injection.
 */
export function baselineOf(probe: Probe, samples: readonly Sample[]): number | undefined {
  if (!probe.expect || !('changeAtMost' in probe.expect)) return undefined;
  const values = samples
    .filter((sample) => sample.probe === probe.id && typeof sample.value === 'number')
    .sort((a, b) => a.at - b.at)
    .slice(0, samplesNeeded(probe))
    .map((sample) => Number(sample.value));
  return values.length === 0 ? undefined : values.reduce((sum, value) => sum + value, 0) / values.length;
}

const judged = (probe: Probe, value: number, baseline: number | undefined) =>
  probe.expect ? { ok: within(probe.expect, value, baseline) } : {};

function isStale(known: readonly Sample[], probe: Probe, look: Look): boolean {
  const newest = known.length > 0 ? Math.max(...known.map((sample) => sample.at)) : oldest(look);
  return look.now - newest > freshFor(periodOf(probe));
}

function missing(probe: Probe, look: Look, why: string): Sample {
  const known = look.seen.filter((sample) => sample.probe === probe.id && sample.value !== undefined);
  return isStale(known, probe, look)
    ? { probe: probe.id, at: look.now, ok: false, detail: `no fresh data: ${why}` }
    : { probe: probe.id, at: look.now, detail: why };
}

const oldest = (look: Look): Instant => look.seen.reduce((least, { at }) => Math.min(least, at), look.since);
