/** What every `Runs` adapter keeps of approvals: each decided on the run as it stands, and none lost. */
import { beforeEach, describe, expect, test } from 'vitest';
import { approvalWithin } from '../../core/history/approval.ts';
import type { Runs } from '../../core/ports/runs.ts';
import { approvalOf, causeOf, lease, recordOf, start, terminalOf } from './records.ts';

export function approvalsContract(name: string, make: () => Promise<Runs>): void {
  describe(`${name} keeps the contract of approvals`, () => {
    let runs: Runs;
    const names = async () => ((await runs.load('run-1'))?.approvals ?? []).map(({ by }) => by);
    beforeEach(async () => {
      runs = await make();
      await runs.propose(recordOf('run-1'));
    });

    test('an approval is kept as it was given, in order, and changes nothing else', async () => {
      const [first, second] = [
        approvalOf('bob', { reason: 'looks fine', playedBy: 'ada' }),
        approvalOf('cyd', { at: start + 90_000 }),
      ];
      expect(await runs.approve('run-1', first)).toEqual({ approved: true, approvals: [first] });
      expect(await runs.approve('run-1', second)).toEqual({ approved: true, approvals: [first, second] });
      expect(await runs.load('run-1')).toEqual({ ...recordOf('run-1'), approvals: [first, second] });
      expect((await runs.list({ unfinished: true })).map(({ approvals }) => approvals?.length)).toEqual([2]);
      await runs.propose(recordOf('run-1'));
      expect(await names()).toEqual(['bob', 'cyd']);
    });

    test.each([
      ['starter', approvalOf('ada')],
      ['starter', approvalOf(' ADA ')],
      ['plan-hash', approvalOf('bob', { planHash: 'b'.repeat(64) })],
      ['expired', approvalOf('bob', { at: start + approvalWithin })],
    ] as const)('refused by %s, and nothing is kept', async (rule, approval) => {
      expect(await runs.approve('run-1', approval)).toMatchObject({ approved: false, rule });
      expect(await runs.load('run-1')).toEqual(recordOf('run-1'));
    });

    test('the same person counts once', async () => {
      await runs.approve('run-1', approvalOf('bob'));
      expect(await runs.approve('run-1', approvalOf('Bob', { at: start + 70_000 }))).toMatchObject({ rule: 'twice' });
      expect(await names()).toEqual(['bob']);
    });

    test('a real run takes no simulated approval', async () => {
      await runs.propose(recordOf('run-2', { platform: 'aws' }));
      expect(await runs.approve('run-2', approvalOf('bob'))).toMatchObject({ approved: false, rule: 'proof' });
      expect(await runs.approve('run-2', approvalOf('bob', { proof: 'sts' }))).toMatchObject({ approved: true });
    });

    test('a run that is unknown, armed, ending or concluded cannot be approved', async () => {
      expect(await runs.approve('nobody', approvalOf('bob'))).toMatchObject({ approved: false, rule: 'unknown' });
      await runs.propose(recordOf('armed'));
      await runs.arm('armed', lease, []);
      await runs.propose(recordOf('ending'));
      await runs.raiseEpoch('ending', causeOf());
      await runs.refuse(recordOf('refused'), terminalOf('refused', { end: 'refused' }));
      for (const runId of ['armed', 'ending', 'refused']) {
        const before = await runs.load(runId);
        expect(await runs.approve(runId, approvalOf('bob'))).toMatchObject({ approved: false, rule: 'phase' });
        expect(await runs.load(runId)).toEqual(before);
      }
    });

    test('a decision in the midst of a run is kept beside what let it begin, one of a person and step', async () => {
      const decided = (by: string) => approvalOf(by, { stepId: 'decide', at: start + 2 * approvalWithin });
      expect(await runs.approve('run-1', decided('bob'))).toMatchObject({ approved: false, rule: 'phase' });
      await runs.approve('run-1', approvalOf('bob'));
      await runs.arm('run-1', lease, []);
      expect(await runs.approve('run-1', decided('ada'))).toMatchObject({ approved: false, rule: 'starter' });
      const approvals = [approvalOf('bob'), decided('bob')];
      expect(await runs.approve('run-1', decided('bob'))).toEqual({ approved: true, approvals });
      expect(await runs.approve('run-1', decided('bob'))).toMatchObject({ approved: false, rule: 'twice' });
      expect((await runs.load('run-1'))?.approvals).toEqual(approvals);
      await runs.raiseEpoch('run-1', causeOf());
      expect(await runs.approve('run-1', decided('cyd'))).toMatchObject({ approved: false, rule: 'phase' });
    });

    test('approvals outlive arming and the conclusion', async () => {
      await runs.approve('run-1', approvalOf('bob'));
      await runs.arm('run-1', lease, []);
      await runs.raiseEpoch('run-1', causeOf());
      await runs.conclude('run-1', terminalOf('run-1'));
      expect(await names()).toEqual(['bob']);
    });

    test('of approvals at the same moment none is lost, and each person counts once', async () => {
      const people = ['bob', 'cyd', 'dan', 'bob', 'cyd'];
      const answers = await Promise.all(people.map((by) => runs.approve('run-1', approvalOf(by))));
      expect(answers.filter(({ approved }) => approved)).toHaveLength(3);
      expect(answers.flatMap((answer) => (answer.approved ? [] : [answer.rule]))).toEqual(['twice', 'twice']);
      expect((await names()).sort()).toEqual(['bob', 'cyd', 'dan']);
    });

    test.each([
      ['a stop', () => runs.raiseEpoch('run-1', causeOf())],
      ['a refusal', () => runs.refuse(recordOf('run-1'), terminalOf('run-1', { end: 'refused' }))],
      ['arming', () => runs.arm('run-1', lease, [])],
    ] as const)(
      'racing with %s: what was answered is what is kept, and the other always wins through',
      async (_what, other) => {
        const [answer] = await Promise.all([runs.approve('run-1', approvalOf('bob')), other()]);
        const record = await runs.load('run-1');
        expect(record?.phase).not.toBe('proposed');
        expect(await names()).toEqual(answer.approved ? ['bob'] : []);
        if (!answer.approved) expect(answer.rule).toBe('phase');
      },
    );
  });
}
