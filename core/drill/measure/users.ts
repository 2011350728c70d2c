/** What users saw, from the loss to the end of the failback: how many asked, how many were failed. */
import type { UsersSaw } from '../../history/measured.ts';
import type { Instant, Millis } from '../../ports/clock.ts';
import { periodOf } from '../../steady-state/freshness.ts';
import { entries, type Facts } from './facts.ts';
import { unknown } from './timed.ts';

/**
 * Of whole periods. One that nobody told of might have had any number: said, and never taken for none.
 * @param home when traffic was home; the end of the history where it never was
 */
export function usersSaw(facts: Facts, home: Instant): UsersSaw {
  const { terms, lost } = facts;
  const { requests, failures } = terms.users ?? {};
  if (requests === undefined || failures === undefined) return unknown('the drill names no probes that count requests');
  const [asked, failed] = [countsOf(facts, requests), countsOf(facts, failures)];
  const { period } = asked;
  if (period === 0 || failed.period !== period)
    return unknown(`${requests} and ${failures} do not count by the same period`);
  const first = Math.floor(lost / period) * period;
  // The period that traffic came home in is counted where both have told of it in time.
  const owed = Math.max(1, Math.ceil((home - first) / period) - 1);
  const starts = Array.from({ length: owed }, (_, i) => first + i * period);
  for (const [id, { told }] of [
    [requests, asked],
    [failures, failed],
  ] as const) {
    const missing = starts.filter((at) => !told.has(at)).length;
    if (missing > 0) return unknown(`${id} told nothing of ${missing} of ${owed} periods`);
  }
  const last = first + owed * period;
  if (last < home && asked.told.has(last) && failed.told.has(last)) starts.push(last);
  const sum = ({ told }: Counts) => starts.reduce((total, at) => total + (told.get(at) ?? 0), 0);
  const [all, bad] = [sum(asked), sum(failed)];
  if (all === 0) return unknown('no user asked for anything');
  if (bad > all) return unknown(`${failures} counts ${bad} and ${requests} ${all}: they are not of the same requests`);
  const to = (starts.at(-1) ?? first) + period;
  return { is: 'measured', requests: all, failures: bad, successRate: 100 * (1 - bad / all), from: first, to };
}

interface Counts {
  /** Of a probe that asks: 0. */
  readonly period: Millis;
  /** By the start of the period. */
  readonly told: ReadonlyMap<Instant, number>;
}

function countsOf({ journal, record }: Facts, id: string): Counts {
  const probe = record.plan.definition.hypothesis.probes.find((each) => each.id === id);
  const told = new Map<Instant, number>();
  for (const { samples } of entries(journal, 'sampled'))
    for (const { probe: of, at, value } of samples) if (of === id && typeof value === 'number') told.set(at, value);
  return { period: probe ? periodOf(probe) : 0, told };
}
