/** Before, during, after: each probe in figures. */
import type { ProbePhase } from '../../../core/experiment/schema/probes.ts';
import type { Millis } from '../../../core/ports/clock.ts';
import { percentile, type Share, shareOf } from '../../../core/steady-state/statistics.ts';
import type { Series } from './series.ts';
import type { RunTimes } from './times.ts';

export const phases: readonly ProbePhase[] = ['before', 'during', 'after'];

export interface PhaseRow {
  readonly phase: ProbePhase;
  /** Whether the hypothesis judges the probe in this phase. */
  readonly judged: boolean;
  /** Samples with a value. */
  readonly n: number;
  readonly missing: number;
  readonly p50?: number;
  readonly p99?: number;
  readonly min?: number;
  readonly max?: number;
  /** Of the samples with a judgement. */
  readonly breaching: Share;
}

export interface ProbeTable {
  readonly probe: string;
  readonly tolerance?: string;
  readonly categorical: boolean;
  readonly rows: readonly PhaseRow[];
  /** From injection until the run saw the first breach of this probe. */
  readonly detectedAfter?: Millis;
  /** From the end of the faults to the first sample from which none breached any more. Missing: never breached, or not back. */
  readonly recoveredAfter?: Millis;
  readonly back: 'never-breached' | 'recovered' | 'not-back';
}

export function tableOf(series: Series, times: RunTimes): ProbeTable {
  const breaches = series.points.filter((p) => p.result === 'breach' && p.phase !== 'before');
  const first = breaches[0];
  const last = breaches.at(-1);
  const next = last && series.points.find((p) => p.at > last.at && p.result === 'within');
  const ended = times.faultsEndedAt ?? times.endedAt;
  const detected = first && times.injectedAt !== undefined ? Math.max(0, first.seenAt - times.injectedAt) : undefined;
  const recovered = next && ended !== undefined ? Math.max(0, next.at - ended) : undefined;
  return {
    probe: series.probe,
    ...(series.tolerance === undefined ? {} : { tolerance: series.tolerance }),
    categorical: series.categorical,
    rows: phases.map((phase) => row(series, phase)),
    ...(detected === undefined ? {} : { detectedAfter: detected }),
    ...(recovered === undefined ? {} : { recoveredAfter: recovered }),
    back: !last ? 'never-breached' : next ? 'recovered' : 'not-back',
  };
}

function row(series: Series, phase: ProbePhase): PhaseRow {
  const points = series.points.filter((p) => p.phase === phase);
  const present = points.filter((p) => p.result !== 'no-data');
  const values = series.categorical ? [] : present.flatMap((p) => p.value ?? []);
  const judged = present.filter((p) => p.result === 'within' || p.result === 'breach');
  const numbers = {
    p50: percentile(values, 50),
    p99: percentile(values, 99),
    min: percentile(values, 0),
    max: percentile(values, 100),
  };
  return {
    phase,
    judged: series.judged.includes(phase),
    n: present.length,
    missing: points.length - present.length,
    ...Object.fromEntries(Object.entries(numbers).filter(([, value]) => value !== undefined)),
    breaching: shareOf(judged.filter((p) => p.result === 'breach').length, judged.length),
  };
}
