/** All that the screen of a run shows, gathered from its journal, one entry after the other. */
import type { Probe } from '../../../core/experiment/schema/probes.ts';
import type { JournalEntry, Sample } from '../../../core/history/journal.ts';
import type { Cause, TerminalRecord } from '../../../core/history/run-record.ts';
import type { Plan } from '../../../core/plan/plan.ts';
import type { Instant } from '../../../core/ports/clock.ts';
import { advance, noPhases, type PhaseLine } from './phases.ts';

export interface ProbeView {
  readonly probe: Probe;
  /** Oldest first, at most `kept`. */
  readonly samples: readonly Sample[];
}

export interface RunView {
  readonly plan: Plan;
  /** "simulated cloud (world shop, seed 7)…" */
  readonly where: string;
  /** Whose time it is: the simulated world's, or the wall's. */
  readonly time: 'world' | 'wall';
  readonly runId?: string;
  readonly startedAt?: Instant;
  readonly now?: Instant;
  readonly phases: readonly PhaseLine[];
  readonly probes: readonly ProbeView[];
  /** Guarded alarms and stop rules to their last known state. */
  readonly alarms: Readonly<Record<string, string>>;
  /** ARNs that a fault was begun on. */
  readonly touched: ReadonlySet<string>;
  readonly undone: number;
  readonly leaseUntil?: Instant;
  readonly cause?: Cause;
  readonly terminal?: TerminalRecord;
  /** Said last by a person at the keyboard: "stopping…". */
  readonly said?: string;
}

const kept = 240;

export const emptyView = (plan: Plan, where: string, time: RunView['time'] = 'world'): RunView => ({
  plan,
  where,
  time,
  phases: noPhases,
  probes: plan.definition.hypothesis.probes.map((probe) => ({ probe, samples: [] })),
  alarms: Object.fromEntries((plan.definition.guardrails.stopAlarms ?? []).map((name) => [name, 'not looked at yet'])),
  touched: new Set(),
  undone: 0,
});

/** Pure. Entries come in the order of writing. */
export function withEntry(view: RunView, entry: JournalEntry): RunView {
  const common: RunView = {
    ...view,
    runId: entry.runId,
    startedAt: view.startedAt ?? entry.at,
    now: Math.max(view.now ?? 0, entry.at),
    phases: advance(view.phases, entry),
  };
  switch (entry.type) {
    case 'armed':
      return { ...common, leaseUntil: entry.leaseUntil };
    case 'sampled':
      return { ...common, probes: common.probes.map((probe) => withSamples(probe, entry.samples)) };
    case 'intended':
      return { ...common, touched: new Set([...common.touched, ...entry.targets]) };
    case 'observed':
      return { ...common, alarms: { ...common.alarms, ...entry.alarms } };
    case 'handed-over':
      return { ...common, cause: entry.cause };
    case 'undone':
      return { ...common, undone: common.undone + 1 };
    case 'concluded':
      return concluded(common, entry.terminal);
    default:
      return common;
  }
}

/** What was said on the way is over with the run. */
function concluded({ said: _over, ...view }: RunView, terminal: TerminalRecord): RunView {
  return { ...view, terminal };
}

export const atTime = (view: RunView, now: Instant): RunView => ({ ...view, now: Math.max(view.now ?? 0, now) });

function withSamples(view: ProbeView, samples: readonly Sample[]): ProbeView {
  const mine = samples.filter(({ probe }) => probe === view.probe.id);
  return mine.length === 0 ? view : { ...view, samples: [...view.samples, ...mine].slice(-kept) };
}

/** Distinct targets of every step of the plan. */
export const plannedTargets = (plan: Plan): number =>
  new Set(plan.steps.flatMap((step) => Object.values(step.targets).flat())).size;
