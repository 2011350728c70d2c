/** Criteria of success and conditions of abort, where they name a metric and a threshold. */
import type { Probe, Tolerance } from '../../../core/experiment/schema/probes.ts';
import { localNames } from '../names.ts';
import type { Place } from '../place.ts';
import { durationOf, numberOf } from '../quantities.ts';
import { asItIs } from '../values.ts';
import { field } from './fields.ts';

export interface Criterion {
  readonly place: Place;
  readonly name: string;
  /** `>=`, `<` and the like, or a word for it. */
  readonly above: boolean | undefined;
  readonly threshold: number | undefined;
  readonly forTime: string | undefined;
}

/** A list of `{ metric, operator, threshold }`, of texts such as `error_rate < 5%`, or an object of `name: threshold`. */
export function criteriaOf(place: Place): readonly Criterion[] {
  const listed = place.list();
  if (listed.length > 0) return listed.map(criterionOf);
  const entries = place.entries();
  if (entries.some(([key]) => /^(?:metric|name)$/i.test(key))) return [criterionOf(place)];
  if (entries.length === 0 && place.text() !== undefined) return [criterionOf(place)];
  return entries.map(([key, inner]) => {
    const written = sentence(inner.value);
    return {
      place: inner,
      name: key,
      above: written?.above ?? limit(key),
      threshold: written?.threshold,
      forTime: undefined,
    };
  });
}

function criterionOf(place: Place): Criterion {
  const text = typeof place.value === 'string' ? /^\s*([\w.\-/ ]+?)\s*(>=|<=|==|>|<)\s*(.+)$/.exec(place.value) : null;
  if (text)
    return {
      place,
      name: text[1]!,
      above: text[2]!.startsWith('>'),
      threshold: sentence(text[3])?.threshold,
      forTime: undefined,
    };
  const name = field(place, 'metric', 'name').text() ?? '?';
  const value = sentence(field(place, 'threshold', 'value', 'max', 'min', 'limit').value);
  const operator = field(place, 'operator', 'comparison', 'condition').text();
  return {
    place,
    name,
    above: operator === undefined ? (value?.above ?? bounds(place)) : direction(operator),
    threshold: value?.threshold,
    forTime: durationOf(field(place, 'for', 'duration', 'window').value),
  };
}

const bounds = (place: Place): boolean | undefined =>
  field(place, 'max').value !== undefined ? false : field(place, 'min').value !== undefined ? true : undefined;

const limit = (key: string): boolean | undefined =>
  /^max|max$/i.test(key) ? false : /^min|min$/i.test(key) ? true : undefined;

function direction(operator: string): boolean | undefined {
  if (/^(?:>=?|gte?|above|at_?least|greater.*|exceeds)$/i.test(operator)) return true;
  return /^(?:<=?|lte?|below|at_?most|less.*)$/i.test(operator) ? false : undefined;
}

/** `> 99.5 %`, `500ms`, `5`. */
function sentence(value: unknown): { readonly above: boolean | undefined; readonly threshold: number } | undefined {
  if (typeof value === 'number') return { above: undefined, threshold: value };
  const found = /^\s*(>=|<=|>|<)?\s*([\d.]+)\s*(?:%|ms)?\s*$/.exec(typeof value === 'string' ? value : '');
  const threshold = numberOf(found?.[2]);
  if (!found || threshold === undefined) return undefined;
  return { above: found[1] === undefined ? undefined : found[1].startsWith('>'), threshold };
}

/** Where a name is `Namespace/Metric`, its namespace is known; else a person has to say it. */
export function probesOf(criteria: readonly Criterion[], service: string | undefined): readonly Probe[] {
  const fitting = criteria.filter(({ place, name, threshold, above }) => {
    const known = threshold !== undefined && above !== undefined && name !== '?' && !asItIs(name).secret;
    if (known) place.changed(`a metric of CloudWatch${name.includes('/') ? '' : ': say in which namespace it is'}`);
    else place.lost('it names no metric with a threshold and a side of it');
    return known;
  });
  const names = localNames(
    fitting.map(({ name }) => name.slice(0, 50)),
    'criterion',
  );
  return fitting.map(({ name, above, threshold }, i) => {
    const [metric, namespace] = [
      name.slice(name.lastIndexOf('/') + 1),
      name.slice(0, Math.max(0, name.lastIndexOf('/'))),
    ];
    const first = fitting.findIndex((each) => each.name === name) === i;
    return {
      id: first ? names.get(name.slice(0, 50))! : `${names.get(name.slice(0, 50))!}-${i + 1}`,
      cloudwatch: {
        namespace: namespace === '' ? (service ?? 'Application') : namespace,
        metric,
        stat: /^p\d{2}/i.test(metric) ? metric.toLowerCase().slice(0, 3) : 'Average',
        period: 'PT1M',
      },
      expect: (above ? { atLeast: threshold! } : { atMost: threshold! }) satisfies Tolerance,
      when: ['before', 'during', 'after'],
    };
  });
}
