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

test('names that make no sense are invalid, and not refused by a guardrail', () => {
  expect(() => approversOf(planFor(2), { approvedBy: ['bob', 'Bob'] }, ada)).toThrow('names someone twice');
  expect(() => approversOf(planFor(2), { approvedBy: ['Ada', 'bob'] }, ada)).toThrow('who starts the run');
});

test('an experiment that asks for no approval takes no approvers', () => {
  expect(approversOf(planFor(1, 'production'), {}, ada)).toMatchObject({ simulated: [] });
  expect(() => approversOf(planFor(1, 'production'), { approvedBy: ['bob'] }, ada)).toThrow('no approval in staging');
  expect(() => approversOf(planFor(1, 'production'), { waitForApproval: true }, ada)).toThrow('--wait-for-approval');
});
