/** Whether an alarm can see what a run touches. Told by names: of its metric, its dimensions, and its own. */
import type { AlarmMetric } from '../ports/metrics.ts';
import type { Subject, Touched } from './finding.ts';

export type Coverage =
  | { readonly sees: 'touched'; readonly by: string }
  /** The experiment's service, and not what is touched itself. */
  | { readonly sees: 'service'; readonly by: string }
  | { readonly sees: 'other'; readonly only: string }
  | { readonly sees: 'unknown'; readonly why: string };

/**
 * A metric that the hypothesis is measured by shows the harm by the experiment's own word.
 * Otherwise a dimension has to name what is touched, or the alarm has to be named for the
 * service. What names other things looks at other things; what names nothing cannot be told.
 */
export function coverageOf({ alarm, touched }: Subject): Coverage {
  const { metrics = [], name } = alarm;
  if (metrics.length === 0) return { sees: 'unknown', why: 'it does not say which metric it judges' };
  const probe = metrics.find((metric) => touched.probed.some((each) => sameMetric(metric, each)));
  if (probe) return { sees: 'touched', by: `a probe reads ${probe.metric} too` };
  const words = metrics.flatMap(({ dimensions }) => Object.entries(dimensions));
  const others = [...touched.services.filter((service) => service !== touched.service), ...touched.resources];
  for (const [key, value] of words) {
    const named = others.find((word) => says(value, word));
    if (named !== undefined) return { sees: 'touched', by: `${key} is ${value}` };
  }
  const own = [
    name,
    ...metrics.flatMap(({ namespace, metric }) => [namespace, metric]),
    ...words.map(([, value]) => value),
  ];
  if (own.some((text) => says(text, touched.service)))
    return touched.services.length === 0 || touched.services.includes(touched.service)
      ? { sees: 'touched', by: `it is named for ${touched.service}` }
      : { sees: 'service', by: `it is named for ${touched.service}` };
  if (words.length === 0) return { sees: 'unknown', why: 'its metric has no dimension' };
  return { sees: 'other', only: words.map(([key, value]) => `${key} ${value}`).join(', ') };
}

function sameMetric(metric: AlarmMetric, probe: Touched['probed'][number]): boolean {
  const wanted = Object.entries(probe.dimensions ?? {});
  return (
    metric.namespace === probe.namespace &&
    metric.metric === probe.metric &&
    wanted.length === Object.keys(metric.dimensions).length &&
    wanted.every(([key, value]) => metric.dimensions[key] === value)
  );
}

/** As words of their own, in any case: `checkout` in `app/checkout-public/50dc`. */
const says = (text: string, name: string): boolean => wordsOf(name) !== '  ' && wordsOf(text).includes(wordsOf(name));

const wordsOf = (text: string): string =>
  ` ${text
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, ' ')
    .trim()} `;
