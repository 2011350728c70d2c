/** One look at the world: new samples under the phase that they tell of, and the stop alarms. */
import type { Probe, ProbePhase } from '../experiment/schema/probes.ts';
import type { JournalEntry, JournalEvent, Sample } from '../history/journal.ts';
import type { RunRecord } from '../history/run-record.ts';
import type { Instant } from '../ports/clock.ts';
import type { AlarmObservation, AlarmStateValue } from '../ports/metrics.ts';
import type { Ports } from '../ports/ports.ts';
import { isFresh } from '../steady-state/freshness.ts';
import { type FaultWindow, phaseOf } from '../steady-state/phase.ts';
import { probesFor } from '../steady-state/probes.ts';
import { takeSamples } from '../steady-state/sample.ts';
import { samplesIn } from './writing.ts';

export interface LookedAt {
  readonly before: readonly Sample[];
  readonly during: readonly Sample[];
  readonly after: readonly Sample[];
}

const phases: readonly ProbePhase[] = ['before', 'during', 'after'];

/**
 * Samples the probes of `asked` phases. A datapoint is filed by its own period: those of
 * the injection still arrive while the system recovers. What it tells of a phase that its
 * probe is not meant for is left out.
 */
export async function look(
  record: RunRecord,
  journal: readonly JournalEntry[],
  asked: readonly ProbePhase[],
  window: FaultWindow,
  now: Instant,
  ports: Pick<Ports, 'metrics'>,
): Promise<LookedAt> {
  const { definition, times } = record.plan;
  const meant = { before: of('before'), during: of('during'), after: of('after') };
  function of(phase: ProbePhase): readonly Probe[] {
    return probesFor(definition, phase);
  }
  const probes = definition.hypothesis.probes.filter((probe) => asked.some((phase) => meant[phase].includes(probe)));
  const since = (record.lease?.from ?? record.proposedAt) - times.gate;
  const samples = await takeSamples(
    { probes, since, now, seen: samplesIn(journal), runId: record.runId },
    ports.metrics,
  );
  const filed = (phase: ProbePhase) =>
    samples.filter((sample) => {
      const probe = meant[phase].find(({ id }) => id === sample.probe);
      return probe !== undefined && phaseOf(sample, probe, window) === phase;
    });
  return { before: filed('before'), during: filed('during'), after: filed('after') };
}

export const sampledEvents = (looked: LookedAt): readonly JournalEvent[] =>
  phases.flatMap((phase) =>
    looked[phase].length > 0 ? [{ type: 'sampled' as const, phase, samples: looked[phase] }] : [],
  );

/** `STALE`: OK by data that is too old to tell of now. */
export type AlarmStates = Readonly<Record<string, AlarmStateValue | 'MISSING' | 'STALE'>>;

/** The stop alarms of the run, by name. */
export async function stopAlarms(record: RunRecord, now: Instant, ports: Pick<Ports, 'metrics'>): Promise<AlarmStates> {
  const seen = await alarmStates(record.plan.definition.guardrails.stopAlarms ?? [], now, ports);
  return Object.fromEntries(seen.map(({ name, state }) => [name, state]));
}

export interface AlarmSeen {
  readonly name: string;
  readonly state: AlarmStates[string];
  /** When it changed to its state, by its own account. Missing for one that does not exist. */
  readonly since?: Instant;
}

/** One for each name, in order. */
export async function alarmStates(
  names: readonly string[],
  now: Instant,
  ports: Pick<Ports, 'metrics'>,
): Promise<readonly AlarmSeen[]> {
  if (names.length === 0) return [];
  const seen = await ports.metrics.alarms(names);
  return names.map((name, i) => {
    const alarm = seen[i];
    return { name, state: stateOf(alarm, now), ...(alarm && { since: alarm.since }) };
  });
}

function stateOf(alarm: AlarmObservation | undefined, now: Instant): AlarmStates[string] {
  if (!alarm) return 'MISSING';
  if (alarm.state !== 'OK' || alarm.composite) return alarm.state;
  const { lastDatapointAt, period } = alarm;
  return lastDatapointAt !== undefined && isFresh(lastDatapointAt, period, now) ? 'OK' : 'STALE';
}
