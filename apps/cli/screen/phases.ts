/** The lifecycle as a list of phases: which is done, which is on, when each began and ended. */
import type { JournalEntry } from '../../../core/history/journal.ts';
import type { Instant } from '../../../core/ports/clock.ts';
import { clockTime } from '../../../core/steady-state/breach.ts';

export type PhaseState = 'waiting' | 'active' | 'done' | 'failed' | 'skipped';

export interface PhaseLine {
  readonly step: string;
  readonly title: string;
  readonly state: PhaseState;
  readonly from?: Instant;
  readonly until?: Instant;
  /** What it found, one clause. */
  readonly note?: string;
}

const titles = [
  ['Admit', 'Admit'],
  ['Arm', 'Arm'],
  ['VerifyBefore', 'Verify before'],
  ['Inject', 'Inject'],
  ['Observe', 'Observe'],
  ['HandOver', 'Hand over'],
  ['Undo', 'Undo'],
  ['VerifyAfter', 'Verify after'],
  ['Conclude', 'Conclude'],
] as const;

export const noPhases: readonly PhaseLine[] = titles.map(([step, title]) => ({ step, title, state: 'waiting' }));

/** An entry that ends its step, with the state it ends in. */
function ending(entry: JournalEntry): { state: PhaseState; note: string } | undefined {
  switch (entry.type) {
    case 'refused':
      return { state: 'failed', note: entry.why };
    case 'admitted':
      return { state: 'done', note: `plan ${entry.planHash.slice(0, 12)}` };
    case 'armed':
      return { state: 'done', note: 'lease taken, reaper armed' };
    case 'gate':
      return { state: entry.held ? 'done' : 'failed', note: entry.why };
    case 'injected':
      return { state: 'done', note: entry.stepIds.join(', ') };
    case 'awaited':
      return entry.ends ? { state: 'failed', note: entry.why } : undefined;
    case 'settled':
      return { state: 'done', note: entry.why };
    case 'deviated':
      return { state: 'failed', note: entry.why };
    case 'handed-over':
      return { state: 'done', note: entry.cause.detail };
    case 'recovered':
      return { state: 'done', note: entry.why };
    case 'not-recovered':
      return { state: 'failed', note: entry.why };
    case 'concluded':
      return { state: 'done', note: entry.terminal.end };
    default:
      return undefined;
  }
}

/** What a phase that is still on has to say. */
function noteOf(entry: JournalEntry): Pick<PhaseLine, 'note'> {
  if (entry.type === 'waiting-for-approval')
    return { note: `waits for ${entry.needed === 1 ? 'an approval' : `${entry.needed} approvals`}` };
  if (entry.type === 'awaiting') return { note: `${entry.stepId} waits until ${clockTime(entry.until)} at most` };
  if (entry.type === 'awaited') return { note: `${entry.stepId}: ${entry.why}` };
  return entry.type === 'approved' ? { note: `approved by ${entry.by}` } : {};
}

/**
 * The phases after one more entry. A phase begins when the one before it ended; a phase
 * that nothing was heard of when a later one begins was skipped. Another wave, or another
 * attempt at recovery, makes a phase active again.
 */
export function advance(phases: readonly PhaseLine[], entry: JournalEntry): readonly PhaseLine[] {
  // What people do while Admit waits, or a wave does; and what a wave waits for, which Observe looks at.
  const inTheMidst = entry.type === 'awaiting' || (entry.type === 'approved' && entry.stepId !== undefined);
  const step = inTheMidst ? 'Observe' : entry.step === 'Approval' ? 'Admit' : entry.step;
  const at = phases.findIndex((phase) => phase.step === step);
  if (at < 0) return phases;
  const before = phases.slice(0, at).map((phase): PhaseLine => {
    if (phase.state === 'active') return { ...phase, state: 'done', until: entry.at };
    return phase.state === 'waiting' ? { ...phase, state: 'skipped' } : phase;
  });
  const current = phases[at]!;
  const end = ending(entry);
  // The epoch is raised by whoever aborts, so a settled wave may be handed over under another cause.
  const stays = current.state === 'failed' && end?.state !== 'failed';
  const began = current.from ?? Math.max(...before.map(({ until }) => until ?? 0), 0);
  const from = began === 0 ? entry.at : began;
  const line: PhaseLine = end
    ? { ...current, state: stays ? 'failed' : end.state, from, until: entry.at, note: end.note }
    : { ...current, state: 'active', from, ...noteOf(entry) };
  const rest = phases
    .slice(at + 1)
    .map((phase) => (phase.state === 'skipped' ? { ...phase, state: 'waiting' as const } : phase));
  return [...before, line, ...rest];
}

/** The phase that is on: the active one, or the first that waits behind one that is done. */
export function current(phases: readonly PhaseLine[]): PhaseLine | undefined {
  // Refused at admission: nothing follows.
  if (phases[0]?.state === 'failed') return undefined;
  const active = phases.find(({ state }) => state === 'active');
  if (active) return active;
  const last = phases.findLastIndex(({ state }) => state === 'done' || state === 'failed');
  return phases.slice(last + 1).find(({ state }) => state === 'waiting');
}
