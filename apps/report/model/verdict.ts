/** The answer first: how the run ended, what it showed, what recovery proved. */
import { spanOf } from '../../../core/experiment/durations.ts';
import { approvalState, approvalText } from '../../../core/history/approval.ts';
import type { RunHistory } from '../../../core/history/run-history.ts';
import type { RunRecord } from '../../../core/history/run-record.ts';
import { rolloutWords } from '../../../core/rollout/planned-stage.ts';
import { endedAs, rungsOf } from '../../../core/steady-state/rungs.ts';
import { sentence } from '../plain-text.ts';
import type { DrillReport } from './drill.ts';
import { dateAndClock } from './numbers.ts';
import type { ProbeTable } from './table.ts';
import type { RunTimes } from './times.ts';

export type Tone = 'good' | 'bad' | 'unsure' | 'plain';

export interface Outcome {
  readonly name: 'end' | 'verdict' | 'recovery';
  readonly value: string;
  readonly tone: Tone;
  readonly meaning: string;
}

export interface Verdict {
  /** One word: held, refuted, inconclusive, refused, or the phase of a run that goes on. */
  readonly word: string;
  readonly tone: Tone;
  readonly reason: string;
  readonly outcomes: readonly Outcome[];
  /** Label and value, in the order that people ask. */
  readonly facts: readonly (readonly [string, string])[];
}

const meanings: Readonly<Record<string, readonly [Tone, string]>> = {
  completed: ['good', 'the injection ran to its planned end'],
  aborted: ['bad', 'the injection was cut short'],
  refused: ['unsure', 'nothing was injected'],
  errored: ['bad', 'a step of the run failed'],
  held: ['good', 'the hypothesis stood'],
  refuted: ['bad', 'the hypothesis did not stand'],
  inconclusive: ['unsure', 'there was not enough to tell'],
  restored: ['good', 'every change was seen undone'],
  irreversible: ['plain', 'what cannot be undone has healed'],
  drifted: ['bad', 'something is not as it was'],
  unknown: ['bad', 'undo could not be confirmed'],
  none: ['plain', 'nothing had been changed'],
};

export function verdictOf(history: RunHistory, times: RunTimes): Verdict {
  const { record } = history;
  const { terminal } = record;
  const outcome = (name: Outcome['name'], value: string | undefined): Outcome => {
    const [tone, meaning] = meanings[value ?? ''] ?? ['unsure', 'the run has not concluded'];
    return { name, value: value ?? 'pending', tone, meaning };
  };
  const outcomes = [
    outcome('end', terminal?.end),
    outcome('verdict', terminal?.verdict),
    outcome('recovery', terminal?.recovery),
  ];
  const word = !terminal ? record.phase : terminal.end === 'refused' ? 'refused' : terminal.verdict;
  return {
    word,
    tone: !terminal ? 'unsure' : outcomes[2]!.tone === 'bad' ? 'bad' : (meanings[word]?.[0] ?? 'unsure'),
    reason: terminal
      ? sentenceOf(terminal.reason, record.plan.definition.hypothesis.probes)
      : `The run has not concluded: it is ${approvalState(record) ?? record.phase}.`,
    outcomes,
    facts: [
      ['Run', record.runId],
      ['Started', `${dateAndClock(record.proposedAt)} UTC by ${record.startedBy}`],
      ...approved(record),
      ...escalation(history),
      ...(record.plan.rollout ? [['Rollout', rolloutWords(record.plan.rollout)] as const] : []),
      ['Lasted', spanOf(times.lastAt - record.proposedAt)],
      ['Where', whereText(history)],
      ['Service', `${record.service}, owned by ${record.owner}`],
      ['Seed', String(record.seed)],
      ...Object.values(record.plan.drawn ?? {}).map(({ zone, because }) => ['Zone', `${zone}, ${because}`] as const),
      ['Plan', record.planHash],
      ['Definition', record.definitionHash],
    ],
  };
}

const came = { held: 'held', broke: 'broke', unseen: 'not seen to its end', 'not-reached': 'not reached' } as const;

function escalation(history: RunHistory): readonly (readonly [string, string])[] {
  const verdict = history.record.terminal?.verdict ?? 'inconclusive';
  const rungs = rungsOf(history, endedAs[verdict]);
  return rungs.length === 0 ? [] : [['Escalation', rungs.map((each) => `${each.rung} ${came[each.came]}`).join(', ')]];
}

const approved = ({ approvals = [] }: RunRecord): readonly (readonly [string, string])[] =>
  approvals.length === 0 ? [] : [['Approved', `by ${approvals.map(approvalText).join('; by ')}`]];

/** A capital and a full stop, but a probe's id is written as it is. */
function sentenceOf(reason: string, probes: readonly { readonly id: string }[]): string {
  const word = /^[a-z]+(?=[\s:])/.exec(reason)?.[0];
  const whole = sentence(reason);
  return word !== undefined && !probes.some(({ id }) => id === word) ? whole : reason.charAt(0) + whole.slice(1);
}

const whereText = ({ record }: RunHistory): string => {
  const place = record.platform === 'aws' ? 'AWS' : 'simulated cloud, nothing in AWS was touched';
  const places = new Set(
    record.plan.targets.flatMap((t) => t.matched.map((r) => `${r.account} ${r.region || 'global'}`)),
  );
  return `${record.environment}, ${[...places].sort().join('; ') || 'no target'} (${place})`;
};

export interface KeyFigure {
  readonly label: string;
  readonly value: string;
  readonly note: string;
}

/** What one looks for first, in figures. */
export function keyFigures(
  history: RunHistory,
  times: RunTimes,
  tables: readonly ProbeTable[],
  drill?: DrillReport,
): readonly KeyFigure[] {
  const { plan } = history.record;
  const detected = tables.flatMap((t) => t.detectedAfter ?? []).sort((a, b) => a - b)[0];
  const during = tables.flatMap((t) => t.rows.filter((r) => r.phase === 'during' && r.judged));
  const breaching = during.reduce((sum, r) => sum + r.breaching.count, 0);
  const judged = during.reduce((sum, r) => sum + r.breaching.of, 0);
  const targets = new Set(plan.targets.flatMap((t) => t.chosen)).size;
  const zones = new Set(plan.targets.flatMap((t) => t.matched.flatMap((r) => r.zone ?? [])));
  const injected = times.injectedAt !== undefined && times.endedAt !== undefined;
  if (drill) return ofDrill(drill);
  return [
    {
      label: 'Outside tolerance',
      value: judged === 0 ? '–' : `${breaching} of ${judged}`,
      note: 'samples during injection',
    },
    {
      label: 'Time to detect',
      value: detected === undefined ? '–' : spanOf(detected),
      note:
        detected === undefined
          ? injected
            ? 'no probe breached'
            : 'nothing was injected'
          : 'until the first breach was seen',
    },
    {
      label: 'Time to recover',
      value: times.recoveredAfter === undefined ? '–' : spanOf(times.recoveredAfter),
      note:
        times.recoveredAfter !== undefined
          ? 'from the end of the faults'
          : injected
            ? 'it did not come back in time'
            : 'nothing was injected',
    },
    {
      label: 'Targets',
      value: String(targets),
      note: zones.size > 0 ? `in ${[...zones].sort().join(', ')}` : 'chosen',
    },
    {
      label: 'Injected for',
      value: injected ? spanOf(times.endedAt! - times.injectedAt!) : '–',
      note: `of ${spanOf(plan.times.waves)} planned`,
    },
  ];
}

/** What people ask of a drill. */
const ofDrill = ({ rows }: DrillReport): readonly KeyFigure[] =>
  rows
    .filter(({ name }) => name !== 'decide')
    .map(({ label, measured, objective, outcome }) => ({
      label,
      value: measured,
      note: outcome === 'no objective' ? outcome : `${outcome}: ${objective}`,
    }));
