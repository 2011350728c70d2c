import type { SchedulerClient } from '@aws-sdk/client-scheduler';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { awsDeadline, expression, scheduleName } from '../../../../adapters/aws/deadline.ts';

test('whole seconds, never early', () => {
  expect(expression(Date.UTC(2026, 2, 3, 9, 30))).toBe('at(2026-03-03T09:30:00)');
  expect(expression(Date.UTC(2026, 2, 3, 9, 30) + 1)).toBe('at(2026-03-03T09:30:01)');
});

/** Scheduler by its rules: a one-time instant that is past is refused. Each call takes ten seconds to get there. */
function strictScheduler(start: number) {
  let now = start;
  const stands = new Map<string, string>();
  const send = async (command: {
    constructor: { name: string };
    input: { Name: string; ScheduleExpression: string };
  }) => {
    const { Name, ScheduleExpression } = command.input;
    const at = Date.parse(`${/^at\((.+)\)$/.exec(ScheduleExpression)?.[1]}Z`);
    if (!(at > now))
      throw Object.assign(new Error(`Invalid Schedule Expression ${ScheduleExpression}`), {
        name: 'ValidationException',
      });
    now += 10_000;
    const creating = command.constructor.name.startsWith('Create');
    if (creating === stands.has(Name))
      throw Object.assign(new Error('no'), { name: creating ? 'ConflictException' : 'ResourceNotFoundException' });
    stands.set(Name, ScheduleExpression);
    return {};
  };
  const settings = { group: 'g', target: 't', role: 'r', deadLetters: 'd' };
  const deadline = awsDeadline({ send } as unknown as SchedulerClient, settings, { now: () => now });
  return { deadline, stands };
}

test('an instant that is past is asked for as the soonest that Scheduler takes, at every try', async () => {
  const start = Date.UTC(2026, 2, 3, 9, 30);
  const { deadline, stands } = strictScheduler(start);
  await deadline.arm('run-1', start - 3_600_000);
  expect(stands.get('run-1')).toBe(expression(start + 5000));
  // The one that stands is found ten seconds later: what was soonest at the first call is past at the second.
  await deadline.arm('run-1', start - 3_600_000);
  expect(stands.get('run-1')).toBe(expression(start + 25_000));
  await deadline.arm('run-2', start + 3_600_000);
  expect(stands.get('run-2')).toBe(expression(start + 3_600_000));
});

test('a name that Scheduler takes, another for every run', () => {
  expect(scheduleName('run-1')).toBe('run-1');
  fc.assert(
    fc.property(fc.string({ minLength: 1, maxLength: 90 }), fc.string({ minLength: 1, maxLength: 90 }), (a, b) => {
      expect(scheduleName(a)).toMatch(/^[0-9a-zA-Z_.-]{1,64}$/);
      if (a !== b) expect(scheduleName(a)).not.toBe(scheduleName(b));
    }),
  );
  const long = 'x'.repeat(64);
  expect(scheduleName(`${long}1`)).not.toBe(scheduleName(`${long}2`));
});
