/** Probes of a fault: HTTP is looked at here too; commands, Prometheus and Kubernetes are not. */
import type { Probe, ProbePhase, Tolerance } from '../../../core/experiment/schema/probes.ts';
import type { Place } from '../place.ts';
import { durationOf, listOf, millisOf, numberOf } from '../quantities.ts';
import { rowOf } from '../row.ts';
import type { Resolve } from '../values.ts';

export type LitmusProbe = Omit<Probe, 'id'> & { readonly name: string };

const modes: Readonly<Record<string, readonly ProbePhase[]>> = {
  SOT: ['before'],
  EOT: ['after'],
  Edge: ['before', 'after'],
  OnChaos: ['during'],
  Continuous: ['before', 'during', 'after'],
};

const elsewhere: Readonly<Record<string, string>> = {
  cmdProbe: 'Squall runs no program or command of a file',
  k8sProbe: 'Squall asks no cluster: Container Insights has what runs in it as metrics of CloudWatch',
  promProbe: 'Squall asks no Prometheus: publish the figure to CloudWatch',
  sloProbe: 'Squall asks no service of Litmus: a metric of CloudWatch can be its own objective',
};

export function probeOf(place: Place, resolve: Resolve): LitmusProbe | undefined {
  const type = place.at('type').text() ?? '?';
  if (type !== 'httpProbe') {
    place.lost(rowOf(elsewhere, type) ?? `no probe is like ${type}`);
    return undefined;
  }
  const inputs = place.at('httpProbe/inputs');
  const url = resolve(inputs.at('url').value).written;
  const get = inputs.at('method', 'get');
  if (typeof url !== 'string' || !/^https?:\/\/|^\$\{/.test(url)) {
    place.lost('its URL is not in the file, is none, or holds a secret');
    return undefined;
  }
  if (get.value === undefined) {
    place.lost('it sends a POST, and a probe only looks: GET or HEAD');
    return undefined;
  }
  const mode = place.at('mode').text() ?? 'Edge';
  for (const key of ['name', 'type']) place.at(key).kept();
  if (rowOf(modes, mode)) place.at('mode').kept();
  else place.at('mode').lost(`no mode is known like ${mode}: it is looked at before and after`);
  inputs.at('url').kept();
  inputs.at('insecureSkipVerify').lost('a probe checks certificates');
  const timeout = timeoutOf(place);
  properties(place.at('runProperties'));
  return {
    name: place.at('name').text() ?? 'probe',
    http: { url, ...(timeout !== undefined && { timeout }) },
    expect: toleranceOf(get, resolve),
    when: [...(rowOf(modes, mode) ?? modes.Edge!)],
  };
}

function toleranceOf(get: Place, resolve: Resolve): Tolerance {
  const criteria = get.at('criteria').text() ?? '==';
  const given = get.at('responseCode');
  const codes = listOf(String(resolve(given.value).today ?? '').replace(/[[\]]/g, '')).map(numberOf);
  get.at('responseBody').lost('a probe looks at the status and the time taken');
  const statuses = codes.filter((code) => code !== undefined && Number.isInteger(code) && code >= 100 && code <= 599);
  if (statuses.length === 0 || statuses.length < codes.length) {
    for (const place of [get.at('criteria'), given]) place.lost('it names no status that is known: 200 is expected');
    return { status: 200 };
  }
  const note = (how?: string) => {
    for (const place of [get.at('criteria'), given]) how === undefined ? place.kept() : place.changed(how);
  };
  if (!['==', 'oneof', '!='].includes(criteria.toLowerCase()))
    get.at('criteria').lost('it is none of ==, != and oneof');
  if (criteria === '!=') {
    note('a pattern that the status must match: any other than this');
    return { matches: `^(?!(?:${statuses.join('|')})$)` };
  }
  note();
  return statuses.length === 1 ? { status: statuses[0]! } : { oneOf: statuses as number[] };
}

/** `responseTimeout` is in milliseconds; `probeTimeout` in seconds, or with a unit. */
function timeoutOf(place: Place): string | undefined {
  const response = place.at('httpProbe/inputs', 'responseTimeout');
  const probe = place.at('runProperties', 'probeTimeout');
  const length = millisOf(response.value, 'ms') ?? millisOf(probe.value);
  if (millisOf(response.value, 'ms') !== undefined) {
    response.kept();
    probe.lost('the timeout of the answer counts');
  } else {
    response.lost('it is no time');
    if (length === undefined) probe.lost('it is no time');
    else probe.kept();
  }
  return length === undefined || length === 0 ? undefined : durationOf(length, 'ms');
}

function properties(place: Place): void {
  for (const key of ['interval', 'probePollingInterval'])
    place.at(key).lost('a probe is sampled at the pace of the run');
  for (const key of ['retry', 'attempt', 'evaluationTimeout'])
    place.at(key).lost('say in `for` how long a breach may last, and in minSamples how many samples count');
  for (const key of ['initialDelay', 'initialDelaySeconds'])
    place.at(key).lost('a probe is sampled from the beginning');
  place.at('stopOnFailure').changed('a deviation always ends the run');
}

/** The gate, the look and the proof of recovery each want a probe: the first one takes what none has. */
export function covering(probes: readonly LitmusProbe[]): readonly LitmusProbe[] {
  const [first, ...others] = probes;
  if (!first) return probes;
  const missing = (['before', 'during', 'after'] as const).filter(
    (phase) => !probes.some(({ when }) => when.includes(phase)),
  );
  return [{ ...first, when: [...first.when, ...missing] }, ...others];
}
