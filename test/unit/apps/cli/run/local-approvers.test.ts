import { expect, test } from 'vitest';
import { approversOf } from '../../../../../apps/cli/run/local-approvers.ts';
import { zoneDrill } from '../../../../fixtures/history/definition.ts';
import { zonePlan } from '../../../../fixtures/history/plan.ts';

const planFor = (count: number, within = 'staging') => {
  const guardrails = { ...zoneDrill.guardrails, approval: { count, in: [within] } };
  return { ...zonePlan(7), definition: { ...zoneDrill, guardrails } };
};
const ada = { person: 'ada', interactive: false };

test('parts are played as they are named, and whoever runs it plays them', () => {
  expect(approversOf(planFor(2), { approvedBy: ['bob', 'cyd'] }, ada)).toEqual({
    simulated: ['bob', 'cyd'],
    playedBy: 'ada',
    people: false,
  });
});

test('people are waited for on a terminal, and where it is said', () => {
  expect(approversOf(planFor(2), { approvedBy: ['bob'] }, { ...ada, interactive: true })).toMatchObject({
    people: true,
  });
  expect(approversOf(planFor(1), { waitForApproval: true }, ada)).toMatchObject({ people: true, simulated: [] });
});

test('where nobody could give it, the run is refused before it waits for a day', () => {
  expect(approversOf(planFor(1), {}, ada)).toMatchObject({
    rule: 'approval',
    why: expect.stringMatching(/^1 approval is missing, and nobody is here to give it: .*--approved-by NAME/),
  });
  expect(approversOf(planFor(3), { approvedBy: ['bob'] }, ada)).toMatchObject({
    why: expect.stringMatching(/^2 approvals are missing/),
  });
});

test('a decision in the midst of the run is somebody else’s: the yes to its start is none', () => {
  const what = { kind: 'approvals', count: 1 } as const;
  const plan = {
    ...zonePlan(7),
    awaits: [{ id: 'decide', title: 'people decide', wave: 3, within: 600_000, otherwise: 'end', what } as const],
  };
  expect(approversOf(plan, {}, ada)).toEqual({
    refused: true,
    rule: 'approval',
    why: 'step decide waits in the midst of the run for one person other than who starts it, and nobody is here to decide (--yes agrees to the start alone): play the part with --approved-by NAME, or wait with --wait-for-approval and decide with squall approve',
  });
  expect(approversOf(plan, { approvedBy: ['bob'] }, ada)).toMatchObject({ simulated: ['bob'] });
  // Of one that asks for both, what is missing first is told first.
  const guardrails = { ...zoneDrill.guardrails, approval: { count: 2, in: ['staging'] } };
  expect(approversOf({ ...plan, definition: { ...zoneDrill, guardrails } }, {}, ada)).toMatchObject({
    why: expect.stringMatching(/^2 approvals are missing.*--approved-by NAME --approved-by NAME/),
  });
});

test('names that make no sense are invalid, and not refused by a guardrail', () => {
  expect(() => approversOf(planFor(2), { approvedBy: ['bob', 'Bob'] }, ada)).toThrow('names someone twice');
  expect(() => approversOf(planFor(2), { approvedBy: ['Ada', 'bob'] }, ada)).toThrow('who starts the run');
});

test('an experiment that asks for no approval takes no approvers', () => {
  expect(approversOf(planFor(1, 'production'), {}, ada)).toMatchObject({ simulated: [] });
  expect(() => approversOf(planFor(1, 'production'), { approvedBy: ['bob'] }, ada)).toThrow('no approval in staging');
  expect(() => approversOf(planFor(1, 'production'), { waitForApproval: true }, ada)).toThrow('--wait-for-approval');
});
