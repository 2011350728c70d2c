/** What every `Runs` adapter keeps. */
import { beforeEach, describe, expect, test } from 'vitest';
import type { Lock, Runs } from '../../core/ports/runs.ts';
import { causeOf, lease, recordOf, start, terminalOf } from './records.ts';

const zone = (mode: Lock['mode'], key = 'zone/a'): Lock => ({ key, mode });

export function runsContract(name: string, make: () => Promise<Runs>): void {
  describe(`${name} keeps the contract of Runs`, () => {
    let runs: Runs;
    const armed = async (runId: string, locks: readonly Lock[] = []) => {
      await runs.propose(recordOf(runId));
      return runs.arm(runId, lease, locks);
    };
    beforeEach(async () => {
      runs = await make();
    });

    test('a proposed run is as it was put, and proposing it again changes nothing', async () => {
      const record = recordOf('run-1');
      await runs.propose(record);
      await runs.propose({ ...record, title: 'another', planHash: 'b' });
      expect(await runs.load('run-1')).toEqual(record);
      expect(await runs.load('run-2')).toBeUndefined();
    });

    test('arming takes lease, phase and epoch together; armed again by itself, nothing changes', async () => {
      expect(await armed('run-1', [zone('exclusive')])).toEqual({ armed: true });
      const first = await runs.load('run-1');
      expect(first).toMatchObject({ phase: 'injecting', epoch: 1, lease });
      const later = { from: start + 5, until: start + 50 };
      expect(await runs.arm('run-1', later, [zone('exclusive', 'zone/b')])).toEqual({ armed: true });
      expect(await runs.load('run-1')).toEqual(first);
      expect(await armed('run-2', [zone('exclusive', 'zone/b')])).toEqual({ armed: true });
    });

    test('a run that is unknown, stopped or concluded cannot be armed', async () => {
      expect((await runs.arm('nobody', lease, [])).armed).toBe(false);
      await runs.propose(recordOf('run-1'));
      await runs.raiseEpoch('run-1', causeOf());
      expect((await runs.arm('run-1', lease, [])).armed).toBe(false);
      await runs.conclude('run-1', terminalOf('run-1'));
      expect((await runs.arm('run-1', lease, [])).armed).toBe(false);
      expect((await runs.load('run-1'))?.lease).toBeUndefined();
    });

    test.each([
      ['shared', 'shared', true],
      ['shared', 'exclusive', false],
      ['exclusive', 'shared', false],
      ['exclusive', 'exclusive', false],
    ] as const)('held %s, wanted %s: armed %s', async (held, wanted, free) => {
      await armed('run-1', [zone(held)]);
      const answer = await armed('run-2', [zone('shared', 'zone/free'), zone(wanted)]);
      expect(answer.armed).toBe(free);
      if (!answer.armed) {
        expect(answer.why).toContain('zone/a');
        expect(answer.why).toContain('run-1');
        // Nothing of a refused transaction stays behind.
        expect(await runs.load('run-2')).toMatchObject({ phase: 'proposed', epoch: 0 });
        expect((await armed('run-3', [zone('exclusive', 'zone/free')])).armed).toBe(true);
      }
    });

    test('locks go with the conclusion of their own run, and with nothing else', async () => {
      await armed('run-1', [zone('exclusive')]);
      await armed('run-2', [zone('exclusive', 'zone/b')]);
      await runs.raiseEpoch('run-1', causeOf());
      await runs.conclude('run-2', terminalOf('run-2'));
      expect((await armed('run-3', [zone('exclusive')])).armed).toBe(false);
      await runs.conclude('run-1', terminalOf('run-1'));
      expect((await runs.arm('run-3', lease, [zone('exclusive')])).armed).toBe(true);
      // Late, and concluded already: the new holder keeps what is now its own.
      await runs.conclude('run-1', terminalOf('run-1'));
      expect((await armed('run-4', [zone('exclusive')])).armed).toBe(false);
    });

    test('the epoch rises once, and the first cause stays', async () => {
      await armed('run-1');
      const raised = await runs.raiseEpoch('run-1', causeOf('alarm', start + 9));
      expect(raised).toMatchObject({ phase: 'recovering', epoch: 2, epochRaisedAt: start + 9 });
      expect(await runs.raiseEpoch('run-1', causeOf('person', start + 99))).toEqual(raised);
      expect((await runs.load('run-1'))?.cause).toEqual(causeOf('alarm', start + 9));
      expect(await runs.raiseEpoch('nobody', causeOf())).toBeUndefined();
    });

    test('a proposed run can be ended too; a concluded one is left as it is', async () => {
      await runs.propose(recordOf('run-1'));
      expect(await runs.raiseEpoch('run-1', causeOf())).toMatchObject({ phase: 'recovering', epoch: 1 });
      await runs.conclude('run-1', terminalOf('run-1'));
      const concluded = await runs.load('run-1');
      expect(await runs.raiseEpoch('run-1', causeOf('alarm'))).toEqual(concluded);
    });

    test('one caller claims an attempt, and only the next one', async () => {
      await armed('run-1');
      const claims = await Promise.all([1, 2, 3].map((at) => runs.claimRecovery('run-1', 1, start + at)));
      expect(claims.filter(Boolean)).toHaveLength(1);
      expect(await runs.claimRecovery('run-1', 3, start)).toBe(false);
      expect(await runs.claimRecovery('run-1', 2, start + 7)).toBe(true);
      expect((await runs.load('run-1'))?.recovery).toEqual({ attempt: 2, startedAt: start + 7 });
      expect(await runs.claimRecovery('nobody', 1, start)).toBe(false);
      await runs.conclude('run-1', terminalOf('run-1'));
      expect(await runs.claimRecovery('run-1', 3, start)).toBe(false);
    });

    test('there is one terminal record: the first', async () => {
      await armed('run-1');
      expect(await runs.conclude('run-1', terminalOf('run-1', { verdict: 'refuted' }))).toBe(true);
      expect(await runs.conclude('run-1', terminalOf('run-1'))).toBe(false);
      await runs.refuse(recordOf('run-1'), terminalOf('run-1', { end: 'refused' }));
      expect(await runs.load('run-1')).toMatchObject({ phase: 'concluded', terminal: { verdict: 'refuted' } });
      expect(await runs.conclude('nobody', terminalOf('nobody'))).toBe(false);
      expect(await runs.load('nobody')).toBeUndefined();
    });

    test('what is over is untold until it was told of, and open until then', async () => {
      const open = async () => (await runs.list({ open: true })).map(({ runId }) => runId);
      await armed('run-1', [zone('exclusive')]);
      await runs.refuse(recordOf('run-2', { proposedAt: start + 1 }), terminalOf('run-2', { end: 'refused' }));
      await runs.propose(recordOf('run-3', { proposedAt: start + 2 }));
      await runs.told('run-1');
      expect((await runs.load('run-1'))?.phase).toBe('injecting');
      expect((await runs.load('run-1'))?.untold).toBeUndefined();
      await runs.conclude('run-1', terminalOf('run-1'));
      expect(await open()).toEqual(['run-3', 'run-2', 'run-1']);
      expect((await runs.list({ unfinished: true })).map(({ runId }) => runId)).toEqual(['run-3']);
      expect(await runs.load('run-1')).toMatchObject({ phase: 'concluded', untold: true });
      const { untold, ...told } = (await runs.load('run-2'))!;
      expect(untold).toBe(true);
      await runs.told('run-2');
      await runs.told('run-2');
      await runs.told('nobody');
      expect(await runs.load('run-2')).toEqual(told);
      expect(await open()).toEqual(['run-3', 'run-1']);
      // A second conclusion is none, and brings no mark back.
      await runs.told('run-1');
      await runs.conclude('run-1', terminalOf('run-1'));
      expect(await open()).toEqual(['run-3']);
    });

    test('a refusal writes record and terminal record together', async () => {
      const terminal = terminalOf('run-1', { end: 'refused', recovery: 'none' });
      await runs.refuse(recordOf('run-1'), terminal);
      expect(await runs.load('run-1')).toEqual({ ...recordOf('run-1'), phase: 'concluded', terminal, untold: true });
      await runs.propose(recordOf('run-2'));
      await runs.refuse(recordOf('run-2', { title: 'another' }), terminalOf('run-2'));
      expect(await runs.load('run-2')).toMatchObject({ title: 'Lose one availability zone', phase: 'concluded' });
    });

    test('a refusal that comes late leaves a run alone that has gone on', async () => {
      const late = terminalOf('run-1', { end: 'refused' });
      const target = { key: 'target/i-1', mode: 'exclusive' } as const;
      await armed('run-1', [target]);
      await runs.refuse(recordOf('run-1'), late);
      expect(await runs.load('run-1')).toMatchObject({ phase: 'injecting' });
      expect((await runs.load('run-1'))?.terminal).toBeUndefined();
      expect(await armed('run-2', [target])).toMatchObject({ armed: false });
      await runs.raiseEpoch('run-1', { kind: 'person', detail: 'ada stopped it', at: start + 1 });
      await runs.refuse(recordOf('run-1'), late);
      expect(await runs.load('run-1')).toMatchObject({ phase: 'recovering' });
    });

    test('lists are newest first, and filtered', async () => {
      await runs.propose(recordOf('old', { proposedAt: start }));
      await runs.propose(recordOf('newest', { proposedAt: start + 2, stopAlarm: 'slow' }));
      await runs.propose(recordOf('same-instant', { proposedAt: start + 2, experiment: 'other' }));
      await runs.propose(recordOf('middle', { proposedAt: start + 1 }));
      await runs.conclude('middle', terminalOf('middle'));
      const ids = async (filter: Parameters<Runs['list']>[0]) => (await runs.list(filter)).map(({ runId }) => runId);
      expect(await ids({})).toEqual(['same-instant', 'newest', 'middle', 'old']);
      expect(await ids({ limit: 2 })).toEqual(['same-instant', 'newest']);
      expect(await ids({ experiment: 'other' })).toEqual(['same-instant']);
      expect(await ids({ unfinished: true })).toEqual(['same-instant', 'newest', 'old']);
      expect(await ids({ unfinished: false })).toEqual(['middle']);
      expect(await ids({ stopAlarm: 'slow' })).toEqual(['newest']);
      expect(await ids({ stopAlarm: 'slow', unfinished: false })).toEqual([]);
    });
  });
}
