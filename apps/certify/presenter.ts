/** A certification as it goes on: lines for people, or NDJSON. */
import type { Io } from '../cli/io.ts';
import { plain, plainAll } from '../cli/text/plain.ts';
import { spoken } from '../cli/text/times.ts';
import { padStart, wrap } from '../cli/text/width.ts';
import type { Telling } from './conduct/context.ts';
import type { ExerciseEvidence } from './evidence/schema.ts';

export type Tell = (telling: Telling) => void;

/** Times are since the exercise's run began. */
export function linePresenter(io: Pick<Io, 'out' | 'colours' | 'width'>): Tell {
  const { out, colours, width } = io;
  let began = 0;
  const stamped = (at: number, text: string) => out(`${colours.dim(padStart(`+${spoken(at - began)}`, 9))}  ${text}`);
  return (telling) => {
    switch (telling.type) {
      case 'preparing':
        return out('Preparing: the alarm needs fresh data, and the fleet must be whole.');
      case 'exercise':
        out('');
        return out(`${colours.bold(`${telling.number}/${telling.of} ${telling.id}`)}: ${telling.title}`);
      case 'run':
        began = telling.at;
        return stamped(telling.at, `run ${telling.runId}`);
      case 'seen':
        return stamped(telling.at, plain(telling.what));
      case 'over':
        for (const line of closing(plainAll(telling.exercise), colours))
          for (const part of wrap(line, width())) out(part);
    }
  };
}

function closing(
  { outcome, why, toStop, toRestore, lookEvery = 0 }: ExerciseEvidence,
  colours: Io['colours'],
): string[] {
  const marks = {
    passed: colours.green('✔ passed'),
    failed: colours.red('✖ failed'),
    'not-exercised': colours.yellow('● not exercised'),
  };
  const told = [
    ...(toStop === undefined ? [] : [`stopped in ${spoken(toStop)}`]),
    ...(toRestore === undefined ? [] : [`restored in ${spoken(toRestore)} (± ${spoken(lookEvery)})`]),
    ...(why === undefined ? [] : [why]),
  ];
  return [`${marks[outcome]}${told.length > 0 ? `: ${told.join(', ')}` : ''}`];
}

/** One JSON object a line. */
export const jsonPresenter =
  ({ out }: Pick<Io, 'out'>): Tell =>
  (telling) =>
    out(JSON.stringify(telling));
