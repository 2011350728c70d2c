import { expect, test } from 'vitest';
import { validateDrill } from '../../../../core/drill/validate.ts';
import { drillWith } from './fixture.ts';

const problems = (over: Parameters<typeof drillWith>[0]) => {
  const checked = validateDrill(drillWith(over));
  return checked.ok ? [] : checked.problems.map(({ message }) => message);
};

test('a drill is valid, and another kind is told apart', () => {
  expect(problems({})).toEqual([]);
  expect(problems({ kind: 'Experiment' })).toEqual([
    'kind: found a file of kind Experiment; allowed: a file of kind Drill',
  ]);
});

test('a Region is left for another one, and a zone for those beside it', () => {
  expect(problems({ into: undefined })).toEqual(['into: found nothing; allowed: the Regions that take over']);
  expect(problems({ into: ['eu-central-1'] })[0]).toMatch(
    /^into\[0\]: found "eu-central-1", the Region that is evacuated/,
  );
  expect(problems({ evacuate: { zone: 'euc1-az1' } })[0]).toMatch(/^into: found Regions, beside a zone/);
});

test('there is something to time', () => {
  const still = { loss: undefined, move: undefined };
  expect(problems(still)[0]).toMatch(/^move: found nothing, and no loss either/);
  expect(problems({ detect: undefined })).toEqual([
    'objectives.detect: found an objective for noticing, and no detect; allowed: detect beside it, with the alarms that tell of the loss',
  ]);
});

test('steps are told apart, and say nothing that the drill says of them', () => {
  const step = { id: 'hold', action: 'aws:fis:wait', with: { duration: 'PT1M' }, stands: false };
  const found = problems({ loss: { steps: [step] } });
  expect(found).toContain('loss.steps[0].id: found "hold", a step of every drill; allowed: another name');
  expect(found.some((each) => each.startsWith('loss.steps[0].stands: found stands'))).toBe(true);
});

test('what is wrong with its experiment is said where its own file says it', () => {
  const step = {
    id: 'detach',
    action: 'squall:elb:detach-targets',
    targets: { Instances: 'wob' },
    with: { duration: 'PT1H' },
  };
  expect(problems({ move: { steps: [step] } })[0]).toMatch(/^move.steps\[0\].targets.Instances: found the text "wob"/);
  expect(problems({ hold: '${parameters.hould}' })[0]).toMatch(/^hold: found ".{parameters.hould}"/);
});

test('users are told of by probes that there are', () => {
  expect(problems({ users: { success: ['succes-rate'] } })[0]).toMatch(/^users.success\[0\]: found .*succes-rate/);
  expect(problems({ objectives: { recover: 'PT5M', successRate: 99 } })[0]).toMatch(
    /^objectives.successRate: found a share/,
  );
});
