/** How far a killed process had come, by what it left in the file. */
import { existsSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { platformFile } from '../../../apps/local/directory.ts';

/** `starting`: before its execution was written down. `ended`: concluded, and busy with its report or with closing. */
export const phases = [
  'starting',
  'Admit',
  'Arm',
  'VerifyBefore',
  'Inject',
  'Observe',
  'HandOver',
  'Undo',
  'VerifyAfter',
  'Conclude',
  'ended',
] as const;
export type Phase = (typeof phases)[number];

interface Row {
  readonly phase: string;
  readonly terminal: string | null;
}

/** Reads only, and leaves the write-ahead log as it is. */
function looking<T>(directory: string, none: T, look: (database: DatabaseSync) => T): T {
  if (!existsSync(platformFile(directory))) return none;
  const database = new DatabaseSync(platformFile(directory), { readOnly: true });
  try {
    const made = database.prepare("SELECT 1 FROM sqlite_master WHERE name = 'executions'").get();
    return made ? look(database) : none;
  } finally {
    database.close();
  }
}

const newest = "SELECT max(sequence) AS n FROM executions WHERE machine = 'experiment'";

/** Tells the run of this process from those before it. */
export const begunIn = (directory: string): number =>
  looking(directory, 0, (database) => Number(database.prepare(newest).get()?.n ?? 0));

/** @param begun what `begunIn` answered before the process was started */
export function phaseOf(directory: string, begun: number): Phase {
  return looking(directory, 'starting', (database): Phase => {
    if (Number(database.prepare(newest).get()?.n ?? 0) <= begun) return 'starting';
    const execution = database.prepare(`SELECT name FROM executions WHERE sequence = (${newest})`).get();
    const runId = String(execution!.name);
    const run = database.prepare('SELECT phase, terminal FROM runs WHERE run_id = ?').get(runId) as Row | undefined;
    if (!run) return 'Admit';
    const journal = database
      .prepare('SELECT step, entry FROM journal WHERE run_id = ? ORDER BY sequence')
      .all(runId)
      .map(({ step, entry }) => ({ step: String(step), type: String(JSON.parse(String(entry)).type) }));
    const has = (type: string) => journal.some((entry) => entry.type === type);
    if (run.terminal !== null) return has('concluded') ? 'ended' : 'Conclude';
    if (run.phase === 'proposed') return 'Arm';
    if (run.phase === 'injecting') {
      const last = journal.at(-1)?.type;
      const intends = database.prepare('SELECT count(*) AS n FROM ledger WHERE run_id = ? AND confirmed_at IS NULL');
      if (Number(intends.get(runId)?.n) > 0 || last === 'gate' || last === 'settled') return 'Inject';
      return has('injected') ? 'Observe' : 'VerifyBefore';
    }
    if (has('recovered') || has('not-recovered')) return 'Conclude';
    if (journal.some(({ step }) => step === 'VerifyAfter')) return 'VerifyAfter';
    return journal.some(({ step }) => step === 'Undo') || recovering(database, runId) ? 'Undo' : 'HandOver';
  });
}

const recovering = (database: DatabaseSync, runId: string): boolean =>
  database.prepare("SELECT 1 FROM executions WHERE machine = 'recovery' AND name LIKE ? || '-r%'").get(runId) !==
  undefined;
