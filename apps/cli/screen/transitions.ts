/** One line for each thing that changed: what a run says where nothing can be redrawn. */
import { approvalText } from '../../../core/history/approval.ts';
import type { JournalEntry, Sample } from '../../../core/history/journal.ts';
import { clockTime } from '../../../core/steady-state/breach.ts';
import { figure } from '../../../core/steady-state/tolerance.ts';
import { count } from '../text/numbers.ts';
import { spoken } from '../text/times.ts';

/** What was said last, so that only changes are said. */
export interface Said {
  readonly probes: ReadonlyMap<string, boolean>;
  readonly alarms: ReadonlyMap<string, string>;
  readonly fault?: string;
}

export const nothingSaid: Said = { probes: new Map(), alarms: new Map() };

/** Sentences without the time, and what has been said with them. Pure. */
export function transitions(
  entry: JournalEntry,
  said: Said,
): { readonly lines: readonly string[]; readonly said: Said } {
  if (entry.type === 'sampled') return sampled(entry.samples, entry.phase, said);
  if (entry.type === 'observed') return observed(entry, said);
  const line = sentence(entry);
  return { lines: line === undefined ? [] : [line], said };
}

function sentence(entry: Exclude<JournalEntry, { type: 'sampled' | 'observed' }>): string | undefined {
  switch (entry.type) {
    case 'admitted':
      return `admitted: ${count(entry.targets, 'target')}, plan ${entry.planHash.slice(0, 12)}`;
    case 'waiting-for-approval':
      return `waits for ${count(entry.needed, 'approval')} of plan ${entry.planHash.slice(0, 12)}: squall approve ${entry.runId}`;
    case 'approved':
      return `approved by ${approvalText(entry)}`;
    case 'refused':
      return `not injecting: ${entry.rule}: ${entry.why}`;
    case 'armed':
      return `armed: lease of ${spoken(entry.leaseUntil - entry.at)}, ${count(entry.locks.length, 'lock')}`;
    case 'gate':
      return entry.held ? `steady state holds: ${entry.why}` : `steady state does not hold: ${entry.why}`;
    case 'intended':
      return `about to begin ${entry.stepId} (${entry.action}) on ${count(entry.targets.length, 'target')}`;
    case 'injected':
      return `injected ${entry.stepIds.join(', ')}`;
    case 'awaiting':
      return `${entry.stepId} waits until ${clockTime(entry.until)} at most`;
    case 'awaited':
      return `${entry.stepId}: ${entry.why}`;
    case 'settled':
      return `settled: ${entry.why}`;
    case 'deviated':
      return `deviated: ${entry.why}`;
    case 'handed-over':
      return `handed over to recovery: ${entry.cause.detail}`;
    case 'undoing':
      return `undoing ${entry.entryId}: ${entry.how}`;
    case 'undone':
      return `undone ${entry.entryId}: ${entry.proof.result}`;
    case 'recovered':
      return `recovered after ${spoken(entry.after)}: ${entry.why}`;
    case 'not-recovered':
      return `not recovered: ${entry.why}`;
    case 'concluded':
      return `concluded: ${entry.terminal.end}, ${entry.terminal.verdict}, recovery ${entry.terminal.recovery}`;
    case 'left-acknowledged':
      return `what ${entry.entryId} left was acknowledged by ${entry.by}: ${entry.reason}`;
    case 'left-restored':
      return `what ${entry.entryId} left was seen restored: ${entry.how}`;
  }
}

function sampled(samples: readonly Sample[], phase: string, said: Said) {
  const probes = new Map(said.probes);
  const lines: string[] = [];
  for (const { probe, ok, value, detail } of samples) {
    if (ok === undefined || probes.get(probe) === ok) continue;
    const first = !probes.has(probe);
    probes.set(probe, ok);
    const what = detail ?? (value === undefined ? 'no data' : figure(value));
    lines.push(`${probe} is ${ok ? (first ? 'within' : 'back within') : 'out of'} tolerance ${phase}: ${what}`);
  }
  return { lines, said: { ...said, probes } };
}

function observed(entry: Extract<JournalEntry, { type: 'observed' }>, said: Said) {
  const alarms = new Map(said.alarms);
  const lines: string[] = [];
  if (entry.state !== said.fault) lines.push(`fault ${entry.state}`);
  for (const [name, state] of Object.entries(entry.alarms)) {
    if (alarms.get(name) !== state) lines.push(`alarm ${name} is ${state}`);
    alarms.set(name, state);
  }
  return { lines, said: { ...said, alarms, fault: entry.state } };
}
