/** What a function in the middle of its work can do next: its call, or what goes wrong with it. */

import type { Plant } from '../plants.ts';
import { type Draft, type Move, move } from './draft.ts';
import { endExecution, goOn, perform } from './execution.ts';
import type { Moment } from './moment.ts';
import { beginProcess, type Process } from './process.ts';
import { changes, subjectOf } from './subject.ts';

/** Step Functions tries again after up to 20 s, several times. */
const lateRetry = 30_000;

export function processMoves(moment: Moment, at: number, plant: Plant): readonly Move[] {
  const process = moment.processes[at]!;
  const { standing, work, of } = process;
  const name = nameOf(process);
  const { crashes, duplicates, crashesIn, duplicatesIn } = moment.budget;
  const part = work.kind === 'step' ? work.step : work.kind;
  const change = (label: string, happen: (draft: Draft) => Promise<void>): Move =>
    move(`${name} ${label}`, moment, (draft) => {
      draft.processes.splice(at, 1);
      return happen(draft);
    });
  const spend = (draft: Draft) => {
    draft.budget = { ...draft.budget, crashes: crashes - 1 };
  };
  const calling = standing.at === 'call' ? standing.call : undefined;
  const said = calling ? `${calling.port}.${calling.method}` : 'returns';
  const free = calling !== undefined && subjectOf(calling).concerns === 'nobody';
  const moves = [
    change(said, (draft) => (calling ? perform(draft, process, undefined, plant) : goOn(draft, process, plant))),
  ];

  if (crashes > 0 && !free && (crashesIn?.includes(part) ?? true)) {
    moves.push(
      change(`dies before ${said}, and is called again`, async (draft) => {
        spend(draft);
        draft.processes.push(
          await beginProcess({ work, begunAt: draft.world.now, ...(of && { of }) }, draft.world.now, plant),
        );
      }),
    );
    if (of !== undefined && work.kind === 'step') {
      const { step, input } = work;
      moves.push(
        change(`dies before ${said}, and is called again half a minute later`, async (draft) => {
          spend(draft);
          draft.sleepers.push({ at: draft.world.now + lateRetry, of, step, input });
        }),
        change(`dies before ${said}, and its execution with it`, async (draft) => {
          spend(draft);
          endExecution(draft, of, 'failed');
        }),
      );
    }
    if (calling && changes(calling))
      moves.push(
        change(`${said}, whose answer is lost`, async (draft) => {
          spend(draft);
          const lost = Object.assign(new Error('the answer was lost'), { name: 'Unavailable' });
          await perform(draft, process, lost, plant);
        }),
      );
  }
  if (duplicates > 0 && of !== undefined && process.answers.length === 0 && (duplicatesIn?.includes(part) ?? true))
    moves.push(
      change('is called twice', async (draft) => {
        draft.budget = { ...draft.budget, duplicates: duplicates - 1 };
        draft.processes.push(process, await beginProcess({ work, begunAt: draft.world.now }, draft.world.now, plant));
      }),
    );
  return moves;
}

/** By which a label begins. No spaces. */
export function nameOf({ work, of }: Process): string {
  if (work.kind === 'sweep') return 'sweep';
  const what = work.kind === 'step' ? work.step : work.kind;
  return `${work.runId}/${what}${work.kind === 'step' && of === undefined ? '(again)' : ''}`;
}
