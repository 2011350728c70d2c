/** Probes of a hypothesis or a safeguard: HTTP, alarms and metrics of CloudWatch. */
import type { Probe } from '../../../core/experiment/schema/probes.ts';
import type { Place } from '../place.ts';
import { durationOf, millisOf } from '../quantities.ts';
import type { Resolve } from '../values.ts';
import { hintFor } from './hints.ts';
import { noCode, noteFunction, providerOf } from './providers.ts';
import { ofNumber, ofStatus, ofWord } from './tolerances.ts';

export type ProbeSketch = Omit<Probe, 'id' | 'when'>;

/** Notes what became of the whole activity; undefined where nothing here measures the same. */
export function probeOf(activity: Place, resolve: Resolve): ProbeSketch | undefined {
  const provider = providerOf(activity);
  if (provider.kind === 'none') return lostWhole(activity, 'its provider is none of python, process and http');
  if (provider.kind === 'process') return lostWhole(activity, noCode);
  if (provider.kind === 'http') return http(activity, provider.place, resolve);
  if (provider.name === 'chaosaws.cloudwatch.probes.get_alarm_state_value')
    return alarm(activity, provider.place, resolve);
  if (/^chaosaws\.cloudwatch\.probes\.get_metric_(?:statistics|data)$/.test(provider.name))
    return metric(activity, provider.place, resolve);
  return lostWhole(activity, hintFor(provider.name));
}

function lostWhole(activity: Place, why: string): undefined {
  activity.lost(why);
  return undefined;
}

function http(activity: Place, place: Place, resolve: Resolve): ProbeSketch | undefined {
  const url = resolve(place.at('url').value);
  const method = (place.at('method').text() ?? 'GET').toUpperCase();
  if (url.secret) return lostWhole(activity, 'its URL holds a secret, and none is copied');
  if (typeof url.written !== 'string' || !/^https?:\/\/|^\$\{/.test(url.written))
    return lostWhole(activity, 'its URL refers to what is not in the file, or is none');
  if (method !== 'GET' && method !== 'HEAD')
    return lostWhole(activity, `it sends a ${method}, and a probe only looks: GET or HEAD`);
  const timeout = millisOf(resolve(place.at('timeout').value).today);
  for (const key of ['type', 'url', 'method']) place.at(key).kept();
  place.at('headers').lost('a probe sends no headers of its own, and they may hold secrets');
  place.at('arguments').lost('a probe sends no query or body of its own: write them into the URL');
  place.at('secrets').lost('secrets are never copied');
  for (const key of ['expected_status', 'verify_tls', 'max_retries'])
    place.at(key).lost('a probe checks certificates, and asks once each time');
  if (timeout !== undefined) place.at('timeout').kept();
  return {
    http: {
      url: url.written,
      ...(timeout !== undefined && timeout > 0 && { timeout: durationOf(timeout, 'ms')! }),
      ...(method === 'HEAD' && { method: 'HEAD' }),
    },
    expect: ofStatus(activity.at('tolerance'), resolve) ?? { status: 200 },
  };
}

function alarm(activity: Place, place: Place, resolve: Resolve): ProbeSketch | undefined {
  const name = place.at('arguments', 'alarm_name');
  const { written } = resolve(name.value);
  if (typeof written !== 'string') return lostWhole(activity, 'the name of the alarm is not in the file');
  noteFunction(place, undefined);
  name.kept();
  const tolerance = activity.at('tolerance');
  // An alarm that is OK is what such a probe expects by itself.
  if (tolerance.value === 'OK') {
    tolerance.kept();
    return { alarm: { name: written } };
  }
  const expect = ofWord(tolerance, resolve);
  return { alarm: { name: written }, ...(expect && { expect }) };
}

function metric(activity: Place, place: Place, resolve: Resolve): ProbeSketch | undefined {
  const given = place.at('arguments');
  const text = (key: string) => {
    const { written } = resolve(given.at(key).value);
    return typeof written === 'string' ? written : undefined;
  };
  const [namespace, name] = [text('namespace'), text('metric_name')];
  const stat = text('statistic') ?? text('extended_statistic') ?? 'Average';
  const period = durationOf(resolve(given.at('period').value ?? given.at('duration').value ?? 60).today);
  const expect = ofNumber(activity.at('tolerance'), resolve);
  if (namespace === undefined || name === undefined) return lostWhole(activity, 'its metric is not named in the file');
  if (!expect) return lostWhole(activity, 'what is expected of it cannot be brought over');
  noteFunction(place, undefined);
  const dimensions = dimensionsOf(given, resolve);
  for (const key of ['namespace', 'metric_name', 'statistic', 'extended_statistic', 'period', 'duration'])
    given.at(key).kept();
  if (given.at('period').value !== undefined) given.at('duration').changed('each period is judged, as it ends');
  given.at('offset').lost('the newest period that has ended is judged');
  given.at('unit').lost('a metric is read in the unit that it is published in');
  return {
    cloudwatch: { namespace, metric: name, stat, period: period ?? 'PT1M', ...(dimensions && { dimensions }) },
    expect,
  };
}

function dimensionsOf(given: Place, resolve: Resolve): Record<string, string> | undefined {
  const found: Record<string, string> = {};
  const add = (name: unknown, value: unknown) => {
    const written = [resolve(name).written, resolve(value).written];
    if (written.every((each) => typeof each === 'string')) found[written[0] as string] = written[1] as string;
  };
  add(given.at('dimension_name').value, given.at('dimension_value').value);
  for (const each of given.at('dimensions').list()) add(each.at('Name').value, each.at('Value').value);
  for (const key of ['dimension_name', 'dimension_value', 'dimensions']) given.at(key).kept();
  return Object.keys(found).length > 0 ? found : undefined;
}
