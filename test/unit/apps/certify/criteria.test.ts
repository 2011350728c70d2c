import { describe, expect, it } from 'vitest';
import { criteria } from '../../../../apps/certify/criteria.ts';
import type { Exercise } from '../../../../apps/certify/exercise.ts';
import type { Facts } from '../../../../apps/certify/facts.ts';
import { evidenceOf } from '../../../../apps/certify/judge.ts';
import { goodFacts as good } from './facts.ts';

const exercise: Exercise = {
  id: 'stop-condition',
  title: 'an alarm stops it',
  experiment: 'stop-instance',
  shows: [],
  disturbance: 'alarm',
  cause: ['alarm'],
};

const { record, journal, ledger } = good.history;
const at = (history: Partial<Facts['history']>): Facts => ({ ...good, history: { ...good.history, ...history } });
const { terminal: _, ...unended } = record;
const drifted = { result: 'drifted', findings: [] } as const;

/** What misses each criterion, and that criterion alone among those named. */
const defects: readonly (readonly [string, Facts])[] = [
  ['one-terminal-record', at({ record: unended })],
  ['one-terminal-record', at({ journal: [...journal, ...journal.filter(({ type }) => type === 'concluded')] })],
  ['all-proved', at({ ledger: ledger.map((entry) => ({ ...entry, proof: drifted })) })],
  ['no-active-fault', { ...good, active: ['EXP1'] }],
  [
    'ended-before-concluded',
    { ...good, times: { ...good.times, faultsEndedAt: record.terminal!.at + 2 * good.lookEvery } },
  ],
  [
    'fleet-as-before',
    { ...good, world: { result: 'drifted', findings: [{ id: 'i-1', result: 'drifted', detail: 'it is gone' }] } },
  ],
  ['locks-released', { ...good, locks: ['target/i-1'] }],
  ['nothing-runs', { ...good, running: ['run-r1'] }],
  ['within-lease', at({ record: { ...record, lease: { from: 0, until: good.times.faultsEndedAt! - 1 } } })],
  ['cause', at({ record: { ...record, cause: { ...record.cause!, kind: 'settled' as const } } })],
  ['recovery-attempts', at({ record: { ...record, recovery: { attempt: 0 } } })],
];

describe('the criteria of an exercise', () => {
  it('are all met by a run that was put right', () => {
    expect(evidenceOf(exercise, good, false)).toMatchObject({ outcome: 'passed', toStop: 30_000, toRestore: 45_000 });
  });

  it('are each missed by a defect of their own', () => {
    expect(new Set(defects.map(([id]) => id))).toEqual(new Set(criteria.map(({ id }) => id)));
  });

  it.each(defects)('%s', (id, facts) => {
    const evidence = evidenceOf(exercise, facts, false);
    expect(evidence.outcome).toBe('failed');
    expect(evidence.criteria.filter(({ met }) => !met).map((each) => each.id)).toEqual([id]);
    expect(evidence.why).toContain(id);
  });

  it('fail an exercise that was not carried out, too, when something was left', () => {
    const notInjected = at({ ledger: [] });
    expect(evidenceOf(exercise, notInjected, false)).toMatchObject({ outcome: 'not-exercised' });
    expect(evidenceOf(exercise, { ...notInjected, locks: ['x'] }, false)).toMatchObject({ outcome: 'failed' });
    expect(evidenceOf(exercise, good, true)).toMatchObject({ outcome: 'not-exercised', why: 'it was interrupted' });
  });

  it('do not take a kill for one that came too late', () => {
    const kill: Exercise = { ...exercise, disturbance: 'kill-recovery' };
    const late: Facts = { ...good, disturbed: { state: 'ended', how: 'succeeded', at: 0 } };
    expect(evidenceOf(kill, late, false)).toMatchObject({
      outcome: 'not-exercised',
      why: expect.stringContaining('succeeded'),
    });
    const { disturbedAt: _at, ...undisturbed } = good.times;
    expect(evidenceOf(kill, { ...good, times: undisturbed }, false)).toMatchObject({ outcome: 'not-exercised' });
  });
});
