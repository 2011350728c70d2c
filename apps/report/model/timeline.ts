/** The run, told line by line. */
import { approvalText } from '../../../core/history/approval.ts';
import type { JournalEntry } from '../../../core/history/journal.ts';
import type { Instant } from '../../../core/ports/clock.ts';
import { backAfter, clock, plural } from './numbers.ts';

export interface TimelineRow {
  readonly at: Instant;
  readonly step: string;
  readonly text: string;
  readonly tone: 'plain' | 'good' | 'bad';
}

/** Journal to sentences. Looks that brought no news are counted together. */
export function timelineOf(journal: readonly JournalEntry[]): readonly TimelineRow[] {
  const rows: TimelineRow[] = [];
  let looks: { first: JournalEntry; until: Instant; samples: number; breaching: number; count: number } | undefined;
  const flush = () => {
    if (!looks) return;
    const { first, until, samples, breaching, count } = looks;
    const bad = breaching > 0 ? `, ${breaching} outside tolerance` : ', none outside tolerance';
    const period = until > first.at ? `, until ${clock(until)}` : '';
    rows.push({
      at: first.at,
      step: first.step,
      text: `${plural(count, 'look')}${period}: ${samples > 0 ? `${plural(samples, 'sample')}${bad}` : 'nothing new'}`,
      tone: breaching > 0 ? 'bad' : 'plain',
    });
    looks = undefined;
  };
  const alarms = new Map<string, string>();
  for (const entry of journal) {
    if (entry.type === 'sampled' || (entry.type === 'observed' && !news(entry, alarms))) {
      if (looks && looks.first.step !== entry.step) flush();
      looks ??= { first: entry, until: entry.at, samples: 0, breaching: 0, count: 0 };
      if (entry.at !== looks.until || looks.count === 0) looks.count += 1;
      looks.until = entry.at;
      if (entry.type === 'sampled') {
        looks.samples += entry.samples.length;
        looks.breaching += entry.samples.filter((s) => s.ok === false).length;
      }
      continue;
    }
    flush();
    rows.push({ at: entry.at, step: entry.step, ...told(entry) });
  }
  flush();
  return rows;
}

type Observed = Extract<JournalEntry, { type: 'observed' }>;

function news(entry: Observed, last: Map<string, string>): boolean {
  const before = JSON.stringify([...last]);
  last.set('state of the faults', entry.state);
  for (const [name, state] of Object.entries(entry.alarms)) last.set(`alarm ${name}`, state);
  return JSON.stringify([...last]) !== before;
}

type Told = Pick<TimelineRow, 'text' | 'tone'>;
const plain = (text: string): Told => ({ text, tone: 'plain' });
const good = (text: string): Told => ({ text, tone: 'good' });
const bad = (text: string): Told => ({ text, tone: 'bad' });

function told(entry: Exclude<JournalEntry, { type: 'sampled' }>): Told {
  switch (entry.type) {
    case 'admitted':
      return plain(`admitted: ${plural(entry.targets, 'target')}, plan ${entry.planHash.slice(0, 12)}`);
    case 'waiting-for-approval':
      return plain(
        `waits for ${plural(entry.needed, 'approval')} of plan ${entry.planHash.slice(0, 12)}, until ${new Date(entry.until).toISOString()}`,
      );
    case 'approved':
      return good(`approved by ${approvalText(entry)}`);
    case 'refused':
      return bad(`refused by ${entry.rule}: ${entry.why}`);
    case 'armed':
      return plain(
        `armed: reaper at ${clock(entry.reaperAt)}, lease until ${clock(entry.leaseUntil)}, ${plural(entry.locks.length, 'lock')}`,
      );
    case 'gate':
      return entry.held ? good(`the gate held: ${entry.why}`) : bad(`the gate did not hold: ${entry.why}`);
    case 'intended':
      return plain(`intends ${entry.stepId}: ${entry.action} on ${plural(entry.targets.length, 'target')}`);
    case 'injected':
      return plain(`injected ${entry.stepIds.join(', ')} as ${entry.externalId}`);
    case 'observed': {
      const states = Object.entries(entry.alarms).map(([name, state]) => `${name} ${state}`);
      const text = `faults ${entry.state}${entry.reason ? ` (${entry.reason})` : ''}${states.length ? `; ${states.join(', ')}` : ''}`;
      return Object.values(entry.alarms).some((s) => s !== 'OK') || entry.state === 'failed' ? bad(text) : plain(text);
    }
    case 'awaiting':
      return plain(`${entry.stepId} waits, until ${clock(entry.until)} at most`);
    case 'awaited':
      return entry.met ? good(`${entry.stepId}: ${entry.why}`) : bad(`${entry.stepId}: ${entry.why}`);
    case 'settled':
      return good(`settled: ${entry.why}`);
    case 'deviated':
      return bad(`deviated: ${entry.why}`);
    case 'handed-over':
      return plain(`handed over to recovery: ${entry.cause.detail}`);
    case 'undoing':
      return plain(`undoing ${entry.entryId}: ${entry.how}`);
    case 'undone': {
      const { result } = entry.proof;
      const text = `undone ${entry.entryId}: ${result}`;
      return result === 'drifted' || result === 'unknown' ? bad(text) : good(text);
    }
    case 'recovered':
      return good(`steady state was back ${backAfter(entry.after)}: ${entry.why}`);
    case 'not-recovered':
      return bad(`steady state did not come back: ${entry.why}`);
    case 'concluded':
      return plain(`concluded: ${entry.terminal.end}, ${entry.terminal.verdict}, recovery ${entry.terminal.recovery}`);
    case 'left-acknowledged':
      return plain(`what ${entry.entryId} left was acknowledged by ${entry.by}: ${entry.reason}`);
    case 'left-restored':
      return good(`what ${entry.entryId} left was seen restored: ${entry.how}`);
  }
}
