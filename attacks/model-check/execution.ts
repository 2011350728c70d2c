/** Calls carried out, and executions going on by their answers. */
import type { Machine } from '../../core/ports/executions.ts';
import type { Ports } from '../../core/ports/ports.ts';
import { afterAnswer, afterError, firstTurn, retrierOf, type Turn } from '../machine.ts';
import type { Plant } from '../plants.ts';
import type { Draft } from './draft.ts';
import type { Sleeper } from './moment.ts';
import { portsOn } from './ports.ts';
import { type Answer, answered, beginProcess, type Process, type Work } from './process.ts';
import { definitions } from './scenario.ts';
import type { World } from './world.ts';

/** By name of a run: the experiment that it is of, so that every run of a moment has a name of its own. */
const runIdOf = (experiment: string): string => `run-${experiment}`;

export async function startRun(draft: Draft, experiment: string, plant: Plant): Promise<void> {
  const runId = runIdOf(experiment);
  const { hash } = definitions.find((each) => each.experiment.metadata.name === experiment)!;
  const state = { state: 'running', startedAt: draft.world.now } as const;
  draft.world.executions.set(runId, { machine: 'experiment', name: runId, state });
  const request = { experiment: hash, seed: 7, startedBy: 'ada' };
  await take(draft, runId, firstTurn('experiment', runId, request), plant);
}

/** A function that nobody's execution waits for. */
export async function trigger(draft: Draft, work: Work, plant: Plant): Promise<void> {
  draft.processes.push(await beginProcess({ work, begunAt: draft.world.now }, draft.world.now, plant));
}

/** @param lost thrown to the caller although the call took effect */
export async function perform(draft: Draft, process: Process, lost: Error | undefined, plant: Plant): Promise<void> {
  if (process.standing.at !== 'call') return;
  const { port, method, args } = process.standing.call;
  const ports = planted(draft.world, plant) as unknown as Record<
    string,
    Record<string, (...given: unknown[]) => Promise<unknown>>
  >;
  const before = new Map(draft.world.executions);
  let answer: Answer;
  try {
    const value = await ports[port]![method]!(...args);
    answer = lost ? { error: lost } : { value };
  } catch (error) {
    answer = { error: error as Error };
  }
  draft.processes.push(await answered(process, answer, draft.world.now, plant));
  if (port !== 'executions') return;
  const [machine, name, input] = args as [Machine, string, unknown];
  if (method === 'start' && !before.has(name)) await take(draft, name, firstTurn(machine, name, input), plant);
  if (method === 'stop' && before.get(name)?.state.state === 'running') endExecution(draft, name, 'aborted');
}

function planted(world: World, plant: Plant): Ports {
  const ports = portsOn(world);
  return plant.ledger ? { ...ports, ledger: plant.ledger(ports.ledger, world.tables) } : ports;
}

/** What a function answered, handed to its execution; of a function without one it is nobody's. */
export async function goOn(draft: Draft, { work, of, standing }: Process, plant: Plant): Promise<void> {
  if (work.kind === 'stop' && standing.at === 'end') draft.world.aborted.add(work.runId);
  if (work.kind !== 'step' || of === undefined) return;
  const { machine } = draft.world.executions.get(of)!;
  if (standing.at === 'end')
    return take(draft, of, afterAnswer(machine, work.step, of, onTheWire(standing.value)), plant);
  if (standing.at !== 'throw') return;
  // One retry is enough to meet every one of them: none remembers the one before.
  const { error } = standing;
  if (retrierOf(machine, work.step, error)) {
    draft.processes.push(await beginProcess({ work, of, begunAt: draft.world.now }, draft.world.now, plant));
    return;
  }
  await take(draft, of, afterError(machine, work.step, of, work.input, error), plant);
}

async function take(draft: Draft, of: string, turn: Turn, plant: Plant): Promise<void> {
  if (turn.does === 'end') return endExecution(draft, of, turn.how);
  const { step, input, waitSeconds } = turn;
  const { now } = draft.world;
  if (waitSeconds > 0) draft.sleepers.push({ at: now + waitSeconds * 1000, of, step, input });
  else draft.processes.push(await beginStep(draft, of, step, input, plant));
}

export function beginStep(
  draft: Draft,
  of: string,
  step: Sleeper['step'],
  input: unknown,
  plant: Plant,
): Promise<Process> {
  const { runId } = input as { readonly runId: string };
  return beginProcess(
    { work: { kind: 'step', step, input, runId }, of, begunAt: draft.world.now },
    draft.world.now,
    plant,
  );
}

/** Its call in flight goes on without it, as in AWS; unless it went well, an event tells of it. */
export function endExecution(draft: Draft, name: string, how: 'succeeded' | 'failed' | 'aborted'): void {
  const { machine } = draft.world.executions.get(name)!;
  draft.world.executions.set(name, { machine, name, state: { state: 'ended', how, at: draft.world.now } });
  draft.sleepers = draft.sleepers.filter(({ of }) => of !== name);
  draft.processes = draft.processes.map((process) => {
    if (process.of !== name) return process;
    const { of: _, ...rest } = process;
    return rest;
  });
  if (how === 'succeeded') return;
  const runId = machine === 'recovery' ? name.replace(/-r\d+$/, '') : name;
  draft.events.push({ kind: 'status', machine, name, how, runId });
}

const onTheWire = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
