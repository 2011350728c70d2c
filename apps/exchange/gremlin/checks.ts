/** Status checks: an endpoint that has to answer as it should, or everything is halted. */
import type { Probe } from '../../../core/experiment/schema/probes.ts';
import type { Place } from '../place.ts';
import { numberOf } from '../quantities.ts';
import { asItIs } from '../values.ts';

/** One probe of the status, and one of the time taken where that is limited. */
export function probesOf(check: Place, id: string, during: boolean): readonly Probe[] {
  const endpoint = check.at('endpointConfiguration');
  const wanted = check.at('evaluationConfiguration');
  const url = asItIs(endpoint.at('url').value).written;
  if (typeof url !== 'string' || !/^https?:\/\//.test(url)) {
    check.lost('its URL is none, or holds a secret');
    return [];
  }
  const when: Probe['when'] = during ? ['before', 'during', 'after'] : ['before', 'after'];
  endpoint.at('url').kept();
  endpoint.at('headers').lost('a probe sends no headers of its own, and they may hold secrets');
  for (const key of ['type', 'name', 'id', 'next', 'guid']) check.at(key).kept('a status check, in its place');
  check.at('thirdPartyPresets').lost('the integration that asks; here the platform asks itself');
  check.at('description').kept('what it is for');
  wanted.at('responseBodyEvaluation').lost('a probe looks at the status and the time taken');
  const codes = wanted.at('okStatusCodes').list();
  const statuses = codes.flatMap((code) => rangeOf(code));
  const latency = numberOf(wanted.at('okLatencyMaxMs').value);
  const slow: Probe[] = [];
  if (latency !== undefined && latency > 0) {
    wanted.at('okLatencyMaxMs').kept();
    slow.push({ id: `${id}-time`, http: { url }, expect: { atMost: latency }, when });
  } else wanted.at('okLatencyMaxMs').lost('it is no number of milliseconds');
  const expect = statuses.length === 0 ? { status: 200 } : { oneOf: [...new Set(statuses)] };
  return [{ id, http: { url }, expect, when }, ...slow];
}

/** `200-203` or `210`. */
function rangeOf(code: Place): readonly number[] {
  const [low, high = low] = (code.text() ?? '').split('-').map(numberOf);
  if (low === undefined || high === undefined || low < 100 || high > 599 || low > high) {
    code.lost('it is no status, and no range of them');
    return [];
  }
  code.kept();
  return Array.from({ length: high - low + 1 }, (_, i) => low + i);
}
