/** Breaches: runs of bad samples, how long each lasted, and the sentence that names the worst. */
import type { Probe } from '../experiment/schema/probes.ts';
import type { Sample } from '../history/journal.ts';
import type { Instant, Millis } from '../ports/clock.ts';
import { describeComposite } from './composite.ts';
import { periodOf } from './freshness.ts';
import { changePercent, describe, excess, figure } from './tolerance.ts';

export interface Streak {
  readonly samples: readonly [Sample, ...Sample[]];
  /** From the start of the first bad period to the end of the last. */
  readonly lasted: Millis;
}

/** Samples of one probe that have a value, oldest first. */
export const valuesOf = (probe: Probe, samples: readonly Sample[]): readonly Sample[] =>
  samples.filter((sample) => sample.probe === probe.id && sample.value !== undefined).sort((a, b) => a.at - b.at);

/** A gap in the data does not end a streak: what nobody saw is not taken for good. */
export function streaks(probe: Probe, samples: readonly Sample[], bad: (sample: Sample) => boolean): readonly Streak[] {
  const found: [Sample, ...Sample[]][] = [];
  let open: [Sample, ...Sample[]] | undefined;
  for (const sample of valuesOf(probe, samples)) {
    if (!bad(sample)) open = undefined;
    else if (open) open.push(sample);
    else {
      open = [sample];
      found.push(open);
    }
  }
  return found.map((of) => ({ samples: of, lasted: (of.at(-1) ?? of[0]).at + periodOf(probe) - of[0].at }));
}

/** `p99 reached 2,340 at 10:12 UTC, above 800`, of the worst of the samples. */
export function breachSentence(probe: Probe, samples: readonly Sample[], baseline?: number): string {
  const { expect } = probe;
  const badness = ({ value }: Sample) => (expect && value !== undefined ? excess(expect, value, baseline) : 0);
  const worst = samples.reduce((a, b) => (badness(b) > badness(a) ? b : a));
  const { value = 'without data', at } = worst;
  const when = `at ${clockTime(at)}`;
  if (typeof value === 'number' && expect) {
    if ('atMost' in expect) return `${probe.id} reached ${figure(value)} ${when}, above ${figure(expect.atMost)}`;
    if ('atLeast' in expect) return `${probe.id} fell to ${figure(value)} ${when}, below ${figure(expect.atLeast)}`;
    if ('between' in expect) return `${probe.id} was ${figure(value)} ${when}, not ${describe(expect)}`;
    if ('changeAtMost' in expect && baseline !== undefined)
      return `${probe.id} changed by ${figure(changePercent(value, baseline))} % to ${figure(value)} ${when}, more than ${figure(expect.changeAtMost)} %`;
  }
  if (probe.composite)
    return `${probe.id} found ${figure(value)} ${when}, not ${describeComposite(probe.composite)}: ${worst.detail}`;
  const wanted = expect ? describe(expect) : probe.alarm ? 'OK' : 'an answer';
  return `${probe.id} was ${figure(value)} ${when}, not ${wanted}`;
}

/** `10:12 UTC`: the report's own zone is the reader's, but a sentence must mean the same to all. */
export const clockTime = (at: Instant): string => `${new Date(at).toISOString().slice(11, 16)} UTC`;
