import type { Probe, ProbePhase } from '../experiment/schema/probes.ts';
import type { Sample } from '../history/journal.ts';
import type { Instant } from '../ports/clock.ts';
import { periodOf } from './freshness.ts';

/** When faults could act: from the first injection to the end of the last. */
export interface FaultWindow {
  readonly injectedAt?: Instant | undefined;
  readonly endedAt?: Instant | undefined;
}

/**
 * The phase that a sample tells of, by its own period and not by the time of looking:
 * datapoints are published late, so those of the injection still arrive while the
 * system recovers. A period that straddles a boundary belongs to the injection.
 */
export function phaseOf(sample: Pick<Sample, 'at'>, probe: Probe, window: FaultWindow): ProbePhase {
  if (window.injectedAt === undefined || sample.at + periodOf(probe) <= window.injectedAt) return 'before';
  return window.endedAt !== undefined && sample.at >= window.endedAt ? 'after' : 'during';
}
