/** Calls carried out, and executions going on by their answers. */

import { firstTurn, type Turn } from '../machine.ts';
import { runIdOf, runOfExecution } from './cells.ts';
import type { Draft } from './draft.ts';
import { refuseUnsettled } from './settled.ts';
import type { Execution } from './world.ts';

export function startRun(draft: Draft, experiment: string): void {
  const runId = runIdOf(experiment);
  const { layout } = draft.model;
  const { definitions, forced } = layout.subject;
  const { hash, experiment: definition } = definitions.find((each) => each.experiment.metadata.name === experiment)!;
  const state = { state: 'running', startedAt: draft.now } as const;
  draft.put(layout.executionSlot(runId), [[runId, { machine: 'experiment', name: runId, state } satisfies Execution]]);
  const past = forced && definition.drill && { forcePrecheck: 'a model cannot be run ahead' };
  const request = { experiment: hash, seed: 7, startedBy: 'ada', ...past };
  take(draft, runId, firstTurn('experiment', runId, request));
}

/** A function that nobody's execution waits for. */
export function trigger(draft: Draft, work: number): void {
  draft.processes.push(draft.model.begin(draft.model.work(work), undefined, draft.now));
}

/** @param lost thrown to the caller although the call took effect. @throws NotYetKnown */
export function perform(draft: Draft, process: number, lost: boolean): void {
  const outcome = draft.model.outcomeOf(process, draft.cells, draft.now, lost);
  if (!lost) refuseUnsettled(draft.model, draft, process, outcome);
  draft.end(process);
  for (const [slot, cell] of outcome.writes) draft.cells[slot] = cell;
  draft.processes.push(outcome.process);
  const { effect } = outcome;
  if (effect?.does === 'start') take(draft, effect.name, firstTurn(effect.machine, effect.name, effect.input));
  if (effect?.does === 'stop') endExecution(draft, effect.name, 'aborted');
}

/** What a function answered, handed to its execution; of a function without one it is nobody's. */
export function goOn(draft: Draft, number: number): void {
  const { work, of, standing, turn } = draft.model.process(number);
  draft.end(number);
  if (work.kind === 'stop' && standing.at === 'end')
    draft.put(draft.model.layout.slotOf('aborted', work.runId), [[work.runId, true]]);
  if (of === undefined || turn === undefined) return;
  if (turn === 'again') draft.processes.push(draft.model.begin(work, of, draft.now));
  else take(draft, of, turn);
}

function take(draft: Draft, of: string, turn: Turn): void {
  if (turn.does === 'end') {
    endExecution(draft, of, turn.how);
    return;
  }
  const { step, input, waitSeconds } = turn;
  const { runId } = input as { readonly runId: string };
  if (waitSeconds > 0) {
    draft.sleepers.push(draft.model.sleeperOf({ at: draft.now + waitSeconds * 1000, of, step, input, runId }));
    return;
  }
  draft.processes.push(draft.model.begin({ kind: 'step', step, input, runId }, of, draft.now));
}

const executionOf = (draft: Draft, name: string): Execution =>
  draft.rows(draft.model.layout.executionSlot(name)).find(([key]) => key === name)![1] as Execution;

/** Its call in flight goes on without it, as in AWS; unless it went well, an event tells of it. */
export function endExecution(draft: Draft, name: string, how: 'succeeded' | 'failed' | 'aborted'): void {
  const { model } = draft;
  const { machine } = executionOf(draft, name);
  const runId = runOfExecution(name);
  const slot = model.layout.executionSlot(name);
  const ended: Execution = { machine, name, state: { state: 'ended', how, at: draft.now } };
  draft.put(
    slot,
    draft.rows(slot).map(([key, row]) => (key === name ? [key, ended] : [key, row])),
  );
  draft.sleepers = draft.sleepers.filter((each) => model.sleeper(each).of !== name);
  draft.processes = draft.processes.map((each) => (model.process(each).of === name ? model.abandoned(each) : each));
  if (how === 'succeeded') return;
  draft.events.push(model.workOf({ kind: 'status', machine, name, how, runId }));
}
