/**
 * What happened to the simulated world itself, seen at the cloud and not in our own
 * records; and what our records said at those instants, to be held against it.
 */
import type { TerminalRecord } from '../../core/history/run-record.ts';
import type { Instant } from '../../core/ports/clock.ts';
import type { Scope } from '../../core/ports/switches.ts';
import type { CloudAction, CloudResource, ExperimentRequest, SimulatedCloud } from '../../simulator/cloud.ts';

/** A scope under its kill switch. */
export interface Halted {
  readonly scope: Scope;
  /** From when on all of it was reported stopped; undefined: it was not yet. */
  from: Instant | undefined;
  /** When somebody begins to lower it. */
  readonly to: Instant;
}

/** A fault as the cloud started it. */
export interface Started {
  readonly at: Instant;
  readonly experimentId: string;
  readonly runId: string;
  readonly token: string;
  readonly actions: ExperimentRequest['actions'];
  /** Instances that it stops for good, and that ran until then. */
  readonly stopsForGood: readonly string[];
  /** Of ours, as they stood. */
  readonly intended: boolean;
  readonly reaperArmed: boolean;
  readonly phase: string | undefined;
  readonly terminal: boolean;
  /** The instant at which its run's stop was acknowledged, if it was before this. */
  readonly stopAcknowledged: boolean;
  /** Targets that leftovers of other runs held then. */
  readonly left: readonly string[];
}

export interface Concluded {
  readonly at: Instant;
  readonly runId: string;
  readonly terminal: TerminalRecord;
  /** Experiments of the run that the cloud still had in force. */
  readonly inForce: readonly string[];
  /** States of the resources of its ledger then, by id; missing for those that are gone. */
  readonly resources: ReadonlyMap<string, CloudResource>;
}

/** A run that took its lease. */
export interface Leased {
  readonly at: Instant;
  readonly runId: string;
  readonly reaperArmed: boolean;
}

/** An abort that was carried out to its end. */
export interface Aborted {
  readonly at: Instant;
  readonly runId: string;
  /** Experiments of the run, started before its epoch rose, that were in force and that nobody had asked to stop. */
  readonly untouched: readonly string[];
}

export interface Witness {
  readonly leased: Leased[];
  readonly aborted: Aborted[];
  readonly halted: Halted[];
  /** By run: the instant at which its epoch rose, by the world's clock. */
  readonly epochRose: Map<string, Instant>;
  readonly started: Started[];
  readonly concluded: Concluded[];
  /** Ids of experiments and of instances to the first instant at which their undo was asked for. */
  readonly undoAsked: Map<string, Instant>;
  /** Subjects of notices that hold a secret. */
  readonly leaked: string[];
  /** Instants at which a stop alarm stopped telling, while it still did. */
  readonly blindSince: Instant[];
}

export const emptyWitness = (): Witness => ({
  leased: [],
  aborted: [],
  halted: [],
  epochRose: new Map(),
  started: [],
  concluded: [],
  undoAsked: new Map(),
  leaked: [],
  blindSince: [],
});

function stoppedForGood({ actions }: ExperimentRequest, cloud: SimulatedCloud): readonly string[] {
  const ids = actions.filter(isLasting).flatMap(({ targets }) => targets.Instances ?? []);
  if (ids.length === 0) return ids;
  const running = new Set(cloud.resources().flatMap(({ id, state }) => (state.state === 'running' ? [id] : [])));
  return ids.filter((id) => running.has(id));
}

/** Instances that stay stopped until we start them. */
export const isLasting = ({ actionId, parameters }: CloudAction): boolean =>
  actionId === 'aws:ec2:stop-instances' && parameters.startInstancesAfterDuration === undefined;

export type Records = Pick<Started, 'intended' | 'reaperArmed' | 'phase' | 'terminal' | 'stopAcknowledged' | 'left'>;

/** The tag under which the platform's runs are found: `adapters/simulated/faults.ts`. */
const runTag = 'squall:run';

/** @param recordsOf what our records say of the run that owns a token */
export function watched(
  cloud: SimulatedCloud,
  witness: Witness,
  recordsOf: (runId: string, token: string) => Records,
): SimulatedCloud {
  const asked = (id: string) => {
    if (!witness.undoAsked.has(id)) witness.undoAsked.set(id, cloud.now);
  };
  const own: Partial<SimulatedCloud> = {
    startExperiment(request) {
      const known = cloud.experimentByToken(request.clientToken);
      const runId = request.tags[runTag];
      const records = runId === undefined ? undefined : recordsOf(runId, request.clientToken);
      const stopsForGood = known ? [] : stoppedForGood(request, cloud);
      const state = cloud.startExperiment(request);
      if (!known && runId !== undefined && records)
        witness.started.push({
          at: cloud.now,
          experimentId: state.id,
          runId,
          token: request.clientToken,
          actions: request.actions,
          stopsForGood,
          ...records,
        });
      return state;
    },
    stopExperiment(id, reason) {
      asked(id);
      cloud.stopExperiment(id, reason);
    },
    startInstances(ids) {
      for (const id of ids) asked(id);
      cloud.startInstances(ids);
    },
  };
  return new Proxy(cloud, {
    get(target, name) {
      const mine = own[name as keyof SimulatedCloud];
      if (mine !== undefined) return mine;
      const value = target[name as keyof SimulatedCloud];
      return typeof value === 'function' ? (value as (...args: unknown[]) => unknown).bind(target) : value;
    },
  });
}
