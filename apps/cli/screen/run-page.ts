/** `squall show`, for people: what one run did, what it showed, what was undone. */
import { approvalState, approvalText } from '../../../core/history/approval.ts';
import { decisionFor, decisionsAwaited } from '../../../core/history/decision.ts';
import type { RunHistory } from '../../../core/history/run-history.ts';
import { rolloutWords } from '../../../core/rollout/planned-stage.ts';
import type { Colours } from '../io.ts';
import { count } from '../text/numbers.ts';
import { pairs } from '../text/table.ts';
import { dateTime, spoken, timeOfDay } from '../text/times.ts';
import { padStart } from '../text/width.ts';
import { closing } from './closing.ts';
import { nothingSaid, transitions } from './transitions.ts';

export interface RunPage {
  /** Safe to print. */
  readonly history: RunHistory;
  /** Faults that the cloud still shows; undefined when whoever asks may not look. */
  readonly active: number | undefined;
  /** Of the platform, for the commands that are named: ` --aws --stage staging`. */
  readonly flags: string;
  readonly columns: number;
}

export function runPage({ history, active, flags, columns }: RunPage, colours: Colours): string[] {
  const { record } = history;
  const waits = approvalState(record) ?? decisionState(history);
  const facts: (readonly [string, string])[] = [
    ['Run', record.runId],
    ['Experiment', `${record.experiment} of ${record.service}, owned by ${record.owner}`],
    [
      'Began',
      `${dateTime(record.proposedAt)}${record.platform === 'simulated' ? ' in the world' : ''}, by ${record.startedBy}`,
    ],
    ['Seed', String(record.seed)],
    ['Plan hash', record.planHash],
    ...(record.plan.rollout ? [['Rollout', rolloutWords(record.plan.rollout)] as const] : []),
    ...(record.approvals ?? []).map(
      (approval) => ['Approved', `${dateTime(approval.at)}, by ${approvalText(approval)}`] as const,
    ),
    ['Phase', record.terminal ? 'concluded' : `${waits ?? record.phase}${faults(active)}`],
  ];
  return [
    colours.bold(record.title),
    ...pairs(facts, columns),
    '',
    ...timeline(history, colours),
    ...(record.terminal
      ? closing(history, record.terminal, colours, columns)
      : [
          '',
          colours.yellow(
            `Not at rest yet: squall ${waits ? 'approve' : 'watch'} ${record.runId}${flags}, or squall stop ${record.runId}${flags}`,
          ),
        ]),
  ];
}

/** `injecting, waiting for approval 1 of 2 at decide` */
function decisionState({ record, journal }: RunHistory): string | undefined {
  const decision = decisionFor(decisionsAwaited(record, journal));
  if (!decision) return undefined;
  const { stepId, needed, missing } = decision;
  return `${record.phase}, waiting for approval ${needed - missing + 1} of ${needed} at ${stepId}`;
}

const faults = (active: number | undefined): string => {
  if (active === undefined) return '; whether a fault is active cannot be seen with these credentials';
  return active > 0 ? `, ${count(active, 'fault')} active` : '';
};

/** The transitions, as a run off a terminal prints them. */
function timeline({ journal, record }: RunHistory, colours: Colours): string[] {
  let said = nothingSaid;
  return journal.flatMap((entry) => {
    const next = transitions(entry, said);
    said = next.said;
    const stamp = `${timeOfDay(entry.at)}  ${padStart(`+${spoken(entry.at - record.proposedAt)}`, 8)}`;
    return next.lines.map((line) => `${colours.dim(stamp)}  ${entry.step.padEnd(12)}  ${line}`);
  });
}
