import { expect, test } from 'vitest';
import type { MonkeyDefinition } from '../../../../core/monkey/schema/monkey.ts';
import { validateMonkey } from '../../../../core/monkey/validate.ts';
import { monkeyWith } from './fixture.ts';

const problems = (over: Partial<Record<keyof MonkeyDefinition, unknown>>) => {
  const checked = validateMonkey({ ...monkeyWith(), ...over });
  return checked.ok ? [] : checked.problems.map(({ message }) => message);
};
const { guardrails } = monkeyWith();
const [window] = guardrails.windows;

test('a monkey is valid, and another kind is told apart', () => {
  expect(problems({})).toEqual([]);
  expect(problems({ kind: 'World' })).toEqual(['kind: found a file of kind World; allowed: a file of kind Monkey']);
});

test('a gap above the mean is refused, wherever it stands, and one that equals it is not', () => {
  const chance = { meanWorkdaysBetweenKills: 3, minWorkdaysBetweenKills: 4 };
  const sentence =
    'minWorkdaysBetweenKills: found the number 4, longer than the mean of 3: kills that are never closer than 4 workdays cannot be 3 apart on average; allowed: at most 3, or a longer meanWorkdaysBetweenKills';
  expect(problems({ chance })).toEqual([`chance.${sentence}`]);
  expect(problems({ groups: [{ by: 'auto-scaling-group', chance }] })).toEqual([`groups[0].chance.${sentence}`]);
  expect(problems({ chance: { ...chance, minWorkdaysBetweenKills: 3 } })).toEqual([]);
});

test('what is wrong with the experiments of its kills is said where its own file says it', () => {
  const probes = [
    {
      id: 'up',
      cloudwatch: { namespace: 'Shop', metric: 'Up', stat: 'Average', period: 'PT7S' },
      expect: { atLeast: 1 },
      when: ['before', 'during', 'after'],
    },
  ];
  expect(problems({ probes })[0]).toMatch(/^probes\[0\].cloudwatch.period: found the text "PT7S"/);
  expect(problems({ heal: { within: 'PT0S' } })).toEqual([
    'heal.within: found the text "PT0S"; allowed: a duration longer than nothing',
  ]);
  const lost = { ...window, timeZone: 'Europe/Berlim' };
  expect(problems({ guardrails: { ...guardrails, windows: [lost] } })[0]).toMatch(/^guardrails.windows\[0\].timeZone/);
  expect(problems({ guardrails: { windows: [window], unsafe: { noStopCondition: 'a toy' } } })[0]).toMatch(
    /^probes: found nothing, and no alarm/,
  );
});

test('windows are in one time zone, and long enough for a kill', () => {
  const windows = [window, { ...window, timeZone: 'Asia/Tokyo' }];
  expect(problems({ guardrails: { ...guardrails, windows } })[0]).toMatch(/^guardrails.windows\[1\].timeZone/);
  const short = [{ ...window, from: '09:00', to: '09:04' }];
  expect(problems({ guardrails: { ...guardrails, windows: short } })[0]).toMatch(
    /^guardrails.windows\[0\].to: found the text "09:04", 4 min after from, and the gate and the kill take up to \d+ min/,
  );
});

test('zones cannot alternate where FIS chooses, patterns name something, and groups are given once', () => {
  expect(problems({ zones: 'alternate', groups: [{ by: 'eks-nodegroup' }] })[0]).toMatch(/^zones: found alternate/);
  expect(problems({ except: [{ because: 'no' }] })[0]).toMatch(/^except\[0\]: found no condition/);
  expect(problems({ groups: [{ by: 'ecs-service' }, { by: 'ecs-service', leashed: true }] })[0]).toMatch(
    /^groups\[1\]: found the same groups as groups\[0\]/,
  );
});
