/** What a function in the middle of its work can do next: its call, or what goes wrong with it. */

import { both, type Footprint, type Layout, nothing } from './cells.ts';
import { type Draft, type Here, type Move, move } from './draft.ts';
import { endExecution, goOn, perform } from './execution.ts';
import { kindOf } from './futures.ts';
import type { Known } from './model.ts';
import type { Budget } from './moment.ts';
import { isSettled } from './settled.ts';
import type { Thread } from './thread.ts';

/** Step Functions tries again after up to 20 s, several times. */
const lateRetry = 30_000;

export function processThreads(here: Here): readonly Thread[] {
  const { model, moment } = here;
  const budget = model.budget(moment.budget);
  const kind = kindOf(budget);
  return moment.processes.map((number) => {
    const process = model.process(number);
    const signature = process.signature + kind;
    const may = nextOf(model.layout, process, process.footprint, budget);
    const late = process.standing.at === 'call' && isSettled(model, moment, process.standing.call);
    const next = late ? nextOf(model.layout, process, nothing, budget) : may;
    return {
      signature,
      may,
      next,
      holdsTime: !process.orphan,
      moves: () => processMoves(here, number, process, budget),
      number,
    };
  });
}

/** What the moves below read and change. */
function nextOf(
  layout: Layout,
  { of, work, standing, turn }: Known,
  footprint: Footprint,
  { crashes, stops }: Budget,
): Footprint {
  if (work.kind === 'stop' && standing.at !== 'call') {
    const aborted = layout.cell('aborted', work.runId);
    return { reads: aborted, writes: aborted | layout.seenOf(work.runId) };
  }
  if (of === undefined) return footprint;
  // Its execution may be ended by another, or by what it returns, or die with it.
  const own = layout.execution(of);
  const ends = crashes > 0 || (turn !== undefined && turn !== 'again' && turn.does === 'end');
  // A person stops a run while certain steps of it are under way.
  const steps = work.kind === 'step' && stops.includes(work.runId) && (standing.at !== 'call' || crashes > 0);
  const changed = (ends ? own : 0) | (steps ? layout.stepsOf(work.runId) : 0);
  return both(footprint, { reads: own, writes: changed });
}

function processMoves(here: Here, number: number, process: Known, budget: Budget): readonly Move[] {
  const { work, of, standing, name, said: call } = process;
  const { crashes, duplicates, crashesIn, duplicatesIn } = budget;
  const change = (label: string, happen: (draft: Draft) => void): Move =>
    move(here, () => `${name} ${label}`, happen, name);
  const crash = (draft: Draft) => draft.spend(() => ({ crashes: crashes - 1 }));
  const calling = standing.at === 'call' ? standing.call : undefined;
  const free = calling !== undefined && process.footprint.reads === 0;
  const moves = [change(call, (draft) => (calling ? perform(draft, number, false) : goOn(draft, number)))];

  if (crashes > 0 && !free && isAmong(crashesIn, process)) {
    moves.push(
      change(`dies before ${call}, and is called again`, (draft) => {
        crash(draft);
        draft.end(number);
        draft.processes.push(draft.model.begin(work, of, draft.now));
      }),
    );
    if (of !== undefined && work.kind === 'step') {
      const { step, input, runId } = work;
      moves.push(
        change(`dies before ${call}, and is called again half a minute later`, (draft) => {
          crash(draft);
          draft.end(number);
          draft.sleepers.push(draft.model.sleeperOf({ at: draft.now + lateRetry, of, step, input, runId }));
        }),
        change(`dies before ${call}, and its execution with it`, (draft) => {
          crash(draft);
          draft.end(number);
          endExecution(draft, of, 'failed');
        }),
      );
    }
    // An answer lost after a change leaves the change behind.
    if (process.footprint.writes !== 0)
      moves.push(
        change(`${call}, whose answer is lost`, (draft) => {
          crash(draft);
          perform(draft, number, true);
        }),
      );
  }
  const mayComeTwice =
    !process.orphan && work.kind !== 'stop' && standing.at === 'call' && process.answers.length === 0;
  if (duplicates > 0 && mayComeTwice && isAmong(duplicatesIn, process))
    moves.push(
      change('is called twice', (draft) => {
        draft.spend(() => ({ duplicates: duplicates - 1 }));
        draft.processes.push(draft.model.begin(work, undefined, draft.now));
      }),
    );
  return moves;
}

const isAmong = (list: readonly string[] | undefined, { part, name }: Known): boolean =>
  list === undefined || list.includes(part) || list.includes(name);
