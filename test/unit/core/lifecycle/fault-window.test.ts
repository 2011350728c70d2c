import { expect, test } from 'vitest';
import type { JournalEntry, JournalEvent } from '../../../../core/history/journal.ts';
import { faultWindow } from '../../../../core/lifecycle/fault-window.ts';
import type { FaultState } from '../../../../core/ports/faults.ts';
import { entryOf } from '../../../contract/records.ts';

const at = (instant: number, event: JournalEvent): JournalEntry => ({
  runId: 'run-1',
  at: instant,
  step: 'Observe',
  wave: 1,
  visit: instant,
  n: 0,
  ...event,
});
const saw = (instant: number, state: FaultState) => at(instant, { type: 'observed', state, alarms: {} });
const waits = (instant: number) => at(instant, { type: 'awaiting', stepId: 'hold', until: 100 });
const waited = (instant: number) => at(instant, { type: 'awaited', stepId: 'hold', met: true, why: 'it came about' });
const undoing = (instant: number) => ({ ...saw(instant, 'completed'), step: 'Undo' });
const injected = (instant: number) => at(instant, { type: 'injected', stepIds: [], externalId: 'EXP' });
const ledger = [entryOf('run-1', '1/b', { intendedAt: 20 }), entryOf('run-1', '1/a', { intendedAt: 10 })];

test.each<[string, JournalEntry[], number | undefined]>([
  ['nothing was looked at', [injected(20)], undefined],
  ['it still runs', [injected(20), saw(30, 'running')], undefined],
  ['the first look that found it over', [saw(30, 'running'), saw(40, 'completed'), saw(50, 'completed')], 40],
  ['another wave followed', [saw(30, 'completed'), injected(31), saw(40, 'running'), saw(50, 'stopped')], 50],
  [
    'one fault broke, and another was found to run on',
    [saw(30, 'failed'), saw(40, 'stopping'), saw(50, 'stopped')],
    50,
  ],
  [
    'what was done at once stands while the run waits',
    [saw(30, 'completed'), waits(31), saw(40, 'completed')],
    undefined,
  ],
  [
    'and until somebody looks who does not wait',
    [saw(30, 'completed'), waits(31), saw(40, 'completed'), waited(50), saw(60, 'completed')],
    60,
  ],
  ['whoever recovers waits no more', [waits(31), saw(40, 'completed'), undoing(50)], 50],
  ['nothing was found under a token', [saw(30, 'absent')], 30],
])('%s', (_name, journal, endedAt) => {
  expect(faultWindow(journal, ledger)).toEqual({ injectedAt: 10, endedAt });
});

test('without an intent there is no window', () => {
  expect(faultWindow([saw(30, 'absent')], [])).toEqual({});
});
