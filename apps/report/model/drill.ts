/** A drill's figures against its objectives, and its time line as plain data. */
import { rangeOf } from '../../../core/drill/measure/words.ts';
import { spanOf } from '../../../core/experiment/durations.ts';
import type { JudgedObjective, Measured, ObjectiveName, Timed } from '../../../core/history/measured.ts';
import type { RunHistory } from '../../../core/history/run-history.ts';
import type { Instant } from '../../../core/ports/clock.ts';
import { clock, figure } from './numbers.ts';
import { type TimeAxis, timeAxis } from './scale.ts';
import type { Tone } from './verdict.ts';

export interface DrillRow {
  readonly name: ObjectiveName;
  readonly label: string;
  /** "between 3 min and 4 min", "–". */
  readonly measured: string;
  /** "at most 5 min", "–". */
  readonly objective: string;
  readonly outcome: 'met' | 'missed' | 'unknown' | 'no objective';
  readonly tone: Tone;
  /** Why there is no figure, or what it counts. */
  readonly note: string;
}

/** A stretch of the drill. */
export interface DrillBar {
  readonly label: string;
  /** "between 3 min and 4 min: met" */
  readonly took: string;
  readonly from: Instant;
  /** It lasted at least until here, and at most until `to`. */
  readonly surely: Instant;
  readonly to: Instant;
  /** By when the objective wants it over. */
  readonly by?: Instant;
  readonly tone: Tone;
  /** What a pointer and a reader are told. */
  readonly title: string;
}

export interface DrillReport {
  readonly rows: readonly DrillRow[];
  readonly bars: readonly DrillBar[];
  readonly axis: TimeAxis;
  /** Who decided, and how long resolvers keep what they know. */
  readonly notes: readonly string[];
}

export const labels: Readonly<Record<ObjectiveName, readonly [label: string, counts: string]>> = {
  detect: ['Time to detect', 'from the loss to the first alarm'],
  decide: ['Time to decide', 'from the first alarm to the first mover'],
  recover: ['Time to recover', 'from the loss until steady state was back, and held'],
  recoveryPoint: ['Recovery point', 'of what was written before the move, how much of the newest is missing'],
  successRate: ['Users served', 'from the loss to the end of the failback'],
  failback: ['Failback', 'from the first thing taken back until traffic was home'],
};

const tones = { met: 'good', missed: 'bad', unknown: 'unsure' } as const;

/** Undefined for what is no drill, and for one that changed nothing. */
export function drillOf({ record }: RunHistory): DrillReport | undefined {
  const drill = record.terminal?.drill;
  if (!drill) return undefined;
  const bars = barsOf(drill);
  const to = bars.reduce((latest, bar) => Math.max(latest, bar.to, bar.by ?? 0), drill.moments.lost);
  return {
    rows: rowsOf(drill),
    bars,
    axis: timeAxis(drill.moments.lost, to, drill.moments.lost),
    notes: notesOf(drill),
  };
}

function rowsOf(drill: Measured): readonly DrillRow[] {
  const names = Object.keys(labels) as ObjectiveName[];
  return names.map((name) => {
    const judged = drill.objectives.find((each) => each.name === name);
    const [label, counts] = labels[name];
    const { text, why } = name === 'successRate' ? users(drill) : timedText(drill[name]);
    return {
      name,
      label,
      measured: text,
      objective: judged === undefined ? '–' : objectiveText(judged),
      outcome: judged?.came ?? 'no objective',
      tone: judged ? tones[judged.came] : 'plain',
      note: why ?? counts,
    };
  });
}

export const objectiveText = ({ name, objective }: Pick<JudgedObjective, 'name' | 'objective'>): string =>
  name === 'successRate' ? `at least ${figure(objective)} %` : `at most ${spanOf(objective)}`;

/** "between 3 min and 4 min", "not within 10 min", "unknown", and why of the last two. */
export function timedText(timed: Timed): { readonly text: string; readonly why?: string } {
  if (timed.is === 'measured') return { text: rangeOf(timed) };
  return { text: timed.is === 'never' ? `not within ${spanOf(timed.least)}` : 'unknown', why: timed.why };
}

function users({ users: saw }: Measured): { readonly text: string; readonly why?: string } {
  if (saw.is === 'unknown') return { text: 'unknown', why: saw.why };
  const counted = `${figure(saw.failures)} of ${figure(saw.requests)} requests failed, ${clock(saw.from)} to ${clock(saw.to)}`;
  return { text: `${figure(saw.successRate)} %`, why: counted };
}

function barsOf({ moments, objectives, ...drill }: Measured): readonly DrillBar[] {
  const { lost, detected, moved, recovered, held, failingBack, home } = moments;
  const bar = (label: string, name: ObjectiveName | undefined, from?: Instant, surely?: Instant, to = surely) => {
    if (from === undefined || surely === undefined || to === undefined) return [];
    const judged = objectives.find((each) => each.name === name);
    const took = rangeOf({ is: 'measured', least: surely - from, most: to - from });
    const against = judged ? `, objective ${objectiveText(judged)}: ${judged.came}` : '';
    return [
      {
        label,
        took: judged ? `${took}: ${judged.came}` : took,
        from,
        surely,
        to,
        ...(judged && name !== 'successRate' && { by: from + judged.objective }),
        tone: judged ? tones[judged.came] : ('plain' as const),
        title: `${label}: ${took}, from ${clock(from)}${against}`,
      },
    ];
  };
  const outUntil = drill.recover.is === 'never' ? lost + drill.recover.least : undefined;
  return [
    ...bar('Unnoticed', 'detect', lost, detected),
    ...bar('Undecided', 'decide', detected ?? (drill.planned ? undefined : lost), moved),
    ...bar('Users without service', 'recover', lost, recovered?.notBefore ?? outUntil, recovered?.notAfter ?? outUntil),
    ...bar('Served elsewhere', undefined, recovered?.notAfter ?? moved, held ?? failingBack),
    ...bar('Failback', 'failback', failingBack, home?.notBefore, home?.notAfter),
  ];
}

const notesOf = ({ decisions, dnsTtl, planned }: Measured): readonly string[] => [
  ...(planned ? ['Nothing was lost: traffic was moved as planned, and times count from the first mover.'] : []),
  ...decisions.map(({ by, at }) => `Decided by ${by} at ${clock(at)} UTC.`),
  ...(dnsTtl === undefined
    ? []
    : [
        `Records that were changed had a time to live of up to ${spanOf(dnsTtl)}: so long may a resolver send users where they were.`,
      ]),
];
