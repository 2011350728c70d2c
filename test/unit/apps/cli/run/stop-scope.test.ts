/** What `squall stop` says of a scope: the switch, each run, when its stop is acknowledged, how it ended. */
import picocolors from 'picocolors';
import { expect, test } from 'vitest';
import type { Io } from '../../../../../apps/cli/io.ts';
import type { Platform, ScopeStop } from '../../../../../apps/cli/platforms/platform.ts';
import { stopScope } from '../../../../../apps/cli/run/stop-scope.ts';
import type { RunHistory } from '../../../../../core/history/run-history.ts';
import { causeOf, entryOf, lineOf, recordOf, start, terminalOf, unknown } from '../../../../contract/records.ts';

const colours = picocolors.createColors(false);
const raisedAt = start + 60_000;

function stages(runId: string, changes: Partial<RunHistory> = {}): readonly RunHistory[] {
  const record = recordOf(runId, { phase: 'recovering', epochRaisedAt: raisedAt, cause: causeOf() });
  const under: RunHistory = { record, journal: [], ledger: [entryOf(runId)] };
  const undone: RunHistory = { ...under, journal: [{ ...lineOf(runId, 0), step: 'VerifyAfter', at: start + 90_000 }] };
  const terminal = terminalOf(runId, { end: 'aborted', recovery: 'restored', reason: 'it was stopped' });
  return [under, undone, { ...undone, record: { ...record, terminal }, ...changes }];
}

/** Each look at a run finds its next stage. */
async function stopping(
  looks: Readonly<Record<string, readonly RunHistory[]>>,
  { failures = [], driven = true, wait = true }: { driven?: boolean; wait?: boolean } & Partial<ScopeStop> = {},
) {
  const said: string[] = [];
  const seen = new Map<string, number>();
  let takenOver = 0;
  const io = {
    out: (line: string) => void said.push(line),
    err: (line: string) => void said.push(`! ${line}`),
    colours,
    errorColours: colours,
    interactive: false,
  } as unknown as Io;
  const platform = {
    name: '.squall',
    flags: '',
    looks: { every: 1, atMost: 1 },
    stopScope: async () => ({ runIds: Object.keys(looks), failures, by: 'ada' }),
    async history(runId: string) {
      const found = looks[runId] ?? stages(runId);
      const n = seen.get(runId) ?? 0;
      seen.set(runId, n + 1);
      return found[takenOver > 0 ? found.length - 1 : Math.min(n, found.length - 1)];
    },
    isDriven: () => driven,
    takeOver: async () => void takenOver++,
  } as unknown as Platform;
  const code = await stopScope(io, platform, 'owner:payments', { reason: 'incident 12', yes: true, wait });
  return { said, code, takenOver };
}

const raised =
  'ada has raised the kill switch for all runs of owner payments in .squall. squall resume --owner payments --reason <text> lowers it.';
const at = (millis: number) => `${new Date(millis).toISOString().slice(0, 19).replace('T', ' ')} UTC`;

test('each run is told of: asked, acknowledged once, at rest', async () => {
  expect(await stopping({ 'run-1': stages('run-1') })).toEqual({
    said: [
      raised,
      'run-1: asked to stop and roll back',
      `run-1: stop acknowledged at ${at(start + 90_000)}, nothing of it is injected any more`,
      'run-1 is at rest: aborted, held, recovery restored. it was stopped',
    ],
    code: 0,
    takenOver: 0,
  });
});

test('one that could not be stopped at once is named, and waited for like the others', async () => {
  const { said, code } = await stopping(
    { 'run-1': stages('run-1') },
    { failures: [{ runId: 'run-2', why: 'throttled' }] },
  );
  expect(said).toContain('! run-2: not all of its stop worked, and it is tried again: throttled');
  expect(said.filter((line) => line.includes('is at rest'))).toHaveLength(2);
  expect(code).toBe(0);
});

test('7 when a recovery could not be confirmed, and such a stop is not acknowledged', async () => {
  const terminal = terminalOf('run-2', { end: 'aborted', recovery: 'unknown' });
  const given = {
    record: recordOf('run-2', { epochRaisedAt: raisedAt, terminal }),
    ledger: [entryOf('run-2', '1/a', { proof: unknown })],
  };
  const { said, code } = await stopping({
    'run-1': stages('run-1'),
    'run-2': [{ ...given, journal: [{ ...lineOf('run-2', 0), step: 'VerifyAfter' }] }],
  });
  expect(code).toBe(7);
  expect(said.filter((line) => line.includes('acknowledged')).map((line) => line.slice(0, 5))).toEqual(['run-1']);
});

test('nobody drives them: they are taken over, also when it was not to be waited for', async () => {
  for (const wait of [true, false]) {
    const { said, code, takenOver } = await stopping({ 'run-1': stages('run-1') }, { driven: false, wait });
    expect(takenOver).toBe(1);
    expect(said).toContain('Nobody runs them any more; taking over.');
    expect(said.at(-1)).toContain('run-1 is at rest');
    expect(code).toBe(0);
  }
});

test('not waited for, it answers once it has asked; nothing under way is said', async () => {
  expect((await stopping({ 'run-1': stages('run-1') }, { wait: false })).said).toEqual([
    raised,
    'run-1: asked to stop and roll back',
  ]);
  expect((await stopping({})).said).toEqual([raised, 'No run was under way there.']);
});
