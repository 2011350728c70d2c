/**
 * Ctrl-C in every phase of a run, as a signal that the real process gets at a write of that
 * phase: it ends as documented, everything is restored, and there is one terminal record.
 */
import { existsSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { exitCodeOf } from '../../apps/cli/exit-code.ts';
import { openArchive } from '../../apps/local/platform.ts';
import { pacedRun, worldBefore } from './killing/experiment.ts';
import type { Counts, SignalAt } from './killing/moments.ts';
import { measured, signalled } from './killing/process.ts';
import { unrest } from './killing/rest.ts';
import { atTerminal } from './killing/terminal.ts';
import { newDirectory, resultOf, squall } from './squall.ts';

let counts: Counts;
beforeAll(async () => {
  const directory = newDirectory();
  mkdirSync(dirname(directory), { recursive: true });
  ({ counts } = await measured(pacedRun(directory), join(dirname(directory), 'counts.json')));
});

/** The n-th write whose name has both words. */
function at(words: readonly string[], count = 1, when: SignalAt['when'] = 'after'): SignalAt {
  const statement = Object.keys(counts).find(
    (name) => !name.startsWith('COMMIT') && words.every((word) => name.includes(word)),
  );
  if (statement === undefined) throw new Error(`nothing written is of ${words}: ${Object.keys(counts).join('\n')}`);
  return { statement, count, when, signal: 'SIGINT' };
}

/** One write of each phase: its first, or the one before its first. */
const moments: Readonly<Record<string, readonly [words: readonly string[], count?: number]>> = {
  'before its execution': [['CREATE TABLE runs']],
  Admit: [['INTO executions', '[experiment]']],
  Arm: [['UPDATE runs SET phase = ', "'injecting'"]],
  VerifyBefore: [['INTO journal', '[VerifyBefore]']],
  Inject: [['INTO ledger']],
  'Inject, once started': [['UPDATE ledger SET external_id']],
  Observe: [['INTO journal', '[Observe]'], 4],
  'Inject of the second wave': [['INTO ledger'], 3],
  HandOver: [['UPDATE runs SET phase = ', "'recovering'"]],
  Undo: [['INTO journal', '[Undo]']],
  VerifyAfter: [['INTO journal', '[VerifyAfter]']],
  Conclude: [['UPDATE runs SET terminal']],
  'its last line': [['INTO journal', '[Conclude]']],
};
/** Once recovery has begun for a reason of its own, that reason stays. */
const tooLate = new Set(['HandOver', 'Undo', 'VerifyAfter', 'Conclude', 'its last line']);

const before = worldBefore();

async function atRest(directory: string, code: number): Promise<void> {
  expect(unrest(directory, before)).toEqual([]);
  const archive = openArchive(directory);
  const [record, ...others] = archive.list();
  archive.close();
  expect(others).toEqual([]);
  expect(exitCodeOf(record!.terminal!)).toBe(code);
}

describe('the first Ctrl-C', () => {
  it.concurrent.each(Object.keys(moments))('during %s ends the run and rolls it back', async (name) => {
    const directory = newDirectory();
    const answer = await signalled(pacedRun(directory), [at(...moments[name]!)]);
    expect(answer.code, answer.stdout + answer.stderr).toBe(tooLate.has(name) ? 0 : 6);
    await atRest(directory, answer.code!);
  });
});

describe.runIf(existsSync('/usr/bin/script'))('at the prompt', () => {
  it.concurrent.each(['Ctrl-C at the keyboard', 'SIGINT'])('%s starts nothing: 130', async (how) => {
    const directory = newDirectory();
    const prompt = atTerminal(pacedRun(directory).filter((word) => word !== '--yes' && word !== '--json'));
    const pid = await prompt.asked;
    if (how === 'SIGINT') process.kill(pid, 'SIGINT');
    else prompt.type('\u0003');
    const answer = await prompt.answer;
    expect(answer.code, answer.stdout).toBe(130);
    expect(answer.stdout).toContain('Nothing was started, and nothing was changed.');
    expect(existsSync(directory)).toBe(false);
  });
});

describe('the second Ctrl-C', () => {
  const pairs: readonly (readonly [first: string, second: string])[] = [
    ['Admit', 'Undo'],
    ['Inject', 'HandOver'],
    ['Observe', 'Undo'],
    ['Observe', 'VerifyAfter'],
  ];
  it.concurrent.each(pairs)('during %s and again during %s leaves it to its lease: 130, and reap', async (...names) => {
    const directory = newDirectory();
    const answer = await signalled(
      pacedRun(directory),
      names.map((name) => at(...moments[name]!)),
    );
    expect(answer.code, answer.stdout + answer.stderr).toBe(130);
    expect(resultOf({ ...answer, code: 130 }).exitCode).toBe(130);
    expect(answer.stderr).toContain('its lease still binds');
    const reaped = await squall(['reap', '--local', '--directory', directory]);
    expect(reaped.code, reaped.stderr).toBe(6);
    await atRest(directory, 6);
  });
});
