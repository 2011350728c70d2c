/** The cast comes on: starts, approvals, stops. */

import { approve } from '../../core/lifecycle/approve.ts';
import { type StoppedRun, stopScope } from '../../core/lifecycle/stop-scope.ts';
import { inForce, type Platform } from './platform.ts';
import type { Cast, Halt } from './scenario/people.ts';

const impatience = 10_000;

export function inviteCast(platform: Platform, cast: Cast): void {
  const { clock, ports, triggers, tables } = platform;
  for (const { runId, definition, at, by, from } of cast.starts) {
    const request = { experiment: definition.hash, seed: seedOf(platform, runId), startedBy: by };
    const start = () => void clock.during(() => ports.executions.start('experiment', runId, request));
    clock.schedule(at, () => (from === 'schedule' ? triggers.send(`start of ${runId}`, start) : start()));
  }
  for (const { runId, at } of cast.approvals)
    clock.schedule(at, () => {
      const record = tables.records.get(runId);
      if (!record) return;
      const approval = { by: 'grace', at: clock.now(), planHash: record.planHash, proof: 'simulated' } as const;
      triggers.call(`approval of ${runId}`, (seen) => approve(runId, approval, seen));
    });
  for (const halt of cast.halts) {
    clock.schedule(halt.at, () => stopAll(platform, halt));
    clock.schedule(halt.until, () => resume(platform, halt));
  }
  for (const [i, { runId, at }] of cast.stops.entries()) clock.schedule(at, () => stopRun(platform, runId, `${i}`));
}

const seedOf = ({ attacker }: Platform, runId: string): number => attacker.chance.below(2 ** 31, `seed of ${runId}`);

/** A person stops a run, and asks again until it is acknowledged or over. */
function stopRun(platform: Platform, runId: string, which: string, asked = 0): void {
  const { clock, functions, acknowledged, stop, witness } = platform;
  const again = () => {
    if (asked < 60) clock.schedule(clock.now() + impatience, () => stopRun(platform, runId, which, asked + 1));
  };
  functions.call({
    id: `stop ${which} of ${runId}, ask ${asked}`,
    work: (ports) => stop(runId, { kind: 'person', detail: 'ada stopped it', at: ports.clock.now() }, ports),
    settled(outcome) {
      if ('error' in outcome) return again();
      const answer = outcome.value as Awaited<ReturnType<typeof stop>>;
      if (!answer.known) return;
      witness.aborted.push({ at: clock.now(), runId, untouched: untouched(platform, runId) });
      if (answer.acknowledged) acknowledged.add(runId);
      else again();
    },
  });
}

/** A person stops all of a scope, and asks again until it has been carried out. */
function stopAll(platform: Platform, halt: Halt, asked = 0): void {
  const { clock, functions, acknowledged } = platform;
  functions.call({
    id: `stop of ${halt.scope}, ask ${asked}`,
    work: (ports) => stopScope({ scope: halt.scope, by: 'ada', reason: 'an incident', at: clock.now() }, ports),
    settled(outcome) {
      const runs = 'error' in outcome ? [] : (outcome.value as readonly StoppedRun[]);
      for (const run of runs)
        if ('aborted' in run && run.aborted.known && run.aborted.acknowledged) acknowledged.add(run.runId);
      const left = 'error' in outcome || runs.some((run) => 'failed' in run);
      if (left && asked < 60 && clock.now() + impatience < halt.until)
        clock.schedule(clock.now() + impatience, () => stopAll(platform, halt, asked + 1));
    },
  });
}

/** The same person lets runs in again, and asks until they are. */
function resume(platform: Platform, { scope }: Halt, asked = 0): void {
  const { clock, functions } = platform;
  functions.call({
    id: `resumption of ${scope}, ask ${asked}`,
    work: (ports) => ports.switches.lower({ scope, by: 'ada', reason: 'it is over', at: clock.now() }),
    settled(outcome) {
      if ('error' in outcome && asked < 500)
        clock.schedule(clock.now() + impatience, () => resume(platform, { scope, at: 0, until: 0 }, asked + 1));
    },
  });
}

function untouched({ cloud, witness }: Platform, runId: string): readonly string[] {
  const rose = witness.epochRose.get(runId) ?? Number.NEGATIVE_INFINITY;
  return witness.started
    .filter((started) => started.runId === runId && started.at < rose && !witness.undoAsked.has(started.experimentId))
    .map(({ experimentId }) => experimentId)
    .filter((id) => inForce.includes(cloud.experiment(id)?.status ?? ''));
}
