/** The cast comes on: starts, approvals, stops of runs and of scopes, and what is done about what was left. */
import { acknowledge } from '../../core/lifecycle/acknowledge.ts';
import { approve } from '../../core/lifecycle/approve.ts';
import { stopScope } from '../../core/lifecycle/stop-scope.ts';
import type { Ports } from '../../core/ports/ports.ts';
import { isMover } from './movers.ts';
import { inForce, type Platform } from './platform.ts';
import { definitions } from './scenario/experiments.ts';
import type { Cast, Halt, Start } from './scenario/people.ts';
import type { Halted } from './witness.ts';

const impatience = 10_000;
const mostAsks = 60;

export function inviteCast(platform: Platform, cast: Cast): void {
  const { clock, outages } = platform;
  for (const start of cast.starts) clock.schedule(start.at, () => startRun(platform, start));
  for (const { runId, at } of cast.approvals) clock.schedule(at, () => approveRun(platform, runId));
  for (const [i, { runId, at }] of cast.stops.entries()) clock.schedule(at, () => stopRun(platform, runId, `${i}`));
  for (const halt of cast.halts) clock.schedule(halt.at, () => haltScope(platform, halt));
  const { acknowledges, imports, stuck } = cast;
  if (acknowledges !== undefined) clock.schedule(acknowledges, () => acknowledgeAll(platform, cast));
  if (imports !== undefined) clock.schedule(imports, () => importStage(platform));
  if (stuck) outages.add({ of: 'stop', from: stuck.from, until: stuck.from + stuck.lasting });
}

function startRun({ clock, ports, triggers, attacker }: Platform, { runId, definition, by, from }: Start): void {
  const seed = attacker.chance.below(2 ** 31, `seed of ${runId}`);
  // Nobody asks beforehand whether the other place can carry it: how a drill ends is what is asked here.
  const forced = definition.experiment.drill && from === 'person';
  const request = {
    experiment: definition.hash,
    seed,
    startedBy: by,
    ...(forced && { forcePrecheck: 'attacked all the same' }),
  };
  const start = () => void clock.during(() => ports.executions.start('experiment', runId, request));
  if (from === 'schedule') triggers.send(`start of ${runId}`, start);
  else start();
}

function approveRun({ tables, clock, triggers }: Platform, runId: string): void {
  const record = tables.records.get(runId);
  if (!record) return;
  const approval = { by: 'grace', at: clock.now(), planHash: record.planHash, proof: 'simulated' } as const;
  triggers.call(`approval of ${runId}`, (ports) => approve(runId, approval, ports));
}

interface Wish<Value> {
  readonly id: string;
  readonly work: (ports: Ports) => Promise<Value>;
  /** Missing: any answer will do. */
  readonly content?: (value: Value) => boolean;
}

/** A person calls a function, and asks again until they are content, or tired of it. */
function insist<Value>(platform: Pick<Platform, 'clock' | 'functions'>, wish: Wish<Value>, asked = 0): void {
  const { clock, functions } = platform;
  const { id, work, content = () => true } = wish;
  functions.call({
    id: `${id}, ask ${asked}`,
    work,
    settled(outcome) {
      if (('value' in outcome && content(outcome.value as Value)) || asked >= mostAsks) return;
      clock.schedule(clock.now() + impatience, () => insist(platform, wish, asked + 1));
    },
  });
}

/** Until it is acknowledged, or there is no such run. */
function stopRun(platform: Platform, runId: string, which: string): void {
  const { clock, acknowledged, stop, witness } = platform;
  insist(platform, {
    id: `stop ${which} of ${runId}`,
    work: (ports) => stop(runId, { kind: 'person', detail: 'ada stopped it', at: ports.clock.now() }, ports),
    content(answer) {
      if (!answer.known) return true;
      witness.aborted.push({ at: clock.now(), runId, untouched: untouched(platform, runId) });
      if (answer.acknowledged) acknowledged.add(runId);
      return answer.acknowledged;
    },
  });
}

function haltScope(platform: Platform, { scope, until }: Halt): void {
  const { clock, witness, acknowledged } = platform;
  const halted: Halted = { scope, from: undefined, to: until };
  witness.halted.push(halted);
  insist(platform, {
    id: `halt of ${scope}`,
    work: (ports) => stopScope({ scope, by: 'ada', reason: 'trouble', at: ports.clock.now() }, ports),
    content(stopped) {
      for (const each of stopped)
        if ('aborted' in each && each.aborted.known && each.aborted.acknowledged) acknowledged.add(each.runId);
      // Whoever has let runs in again does not stop them once more.
      if (clock.now() >= until) return true;
      if (stopped.some((each) => 'failed' in each)) return false;
      halted.from = clock.now();
      return true;
    },
  });
  clock.schedule(until, () =>
    insist(platform, {
      id: `resumption of ${scope}`,
      work: ({ switches, clock: own }) => switches.lower({ scope, by: 'ada', reason: 'it is over', at: own.now() }),
    }),
  );
}

function acknowledgeAll(platform: Platform, { starts }: Cast): void {
  for (const { runId } of starts)
    insist(platform, {
      id: `acknowledgement of ${runId}`,
      work: (ports) => acknowledge(runId, { by: 'grace', at: ports.clock.now(), reason: 'it is ours now' }, ports),
    });
}

function importStage(platform: Platform): void {
  const { experiment, hash } = definitions[0]!;
  const at = platform.clock.now();
  insist(platform, {
    id: 'import',
    work: ({ promotions }) =>
      promotions.keep({
        experiment: experiment.metadata.name,
        definitionHash: hash,
        stage: { number: 1, of: 2, environment: 'dev' },
        runId: 'elsewhere',
        platform: 'simulated',
        startedAt: at,
        endedAt: at,
        verdict: 'held',
        recovery: 'restored',
        reason: 'it held',
        imported: { by: 'grace', at, key: 'a-key', signedAt: at },
      }),
  });
}

function untouched(platform: Platform, runId: string): readonly string[] {
  const { cloud, witness } = platform;
  const rose = witness.epochRose.get(runId) ?? Number.NEGATIVE_INFINITY;
  return witness.started
    .filter((started) => started.runId === runId && started.at < rose && !witness.undoAsked.has(started.experimentId))
    .filter((started) => !isMover(started, platform))
    .map(({ experimentId }) => experimentId)
    .filter((id) => inForce.includes(cloud.experiment(id)?.status ?? ''));
}
