import { expect, test } from 'vitest';
import { countedNotices } from '../../../lambdas/runtime/counted-notices.ts';
import { executionChange, parseEvent, scheduledStart } from '../../../lambdas/triggers/events.ts';
import { endedExecution } from '../../../lambdas/triggers/execution-status.ts';
import { scheduledRequest, scheduledRunId } from '../../../lambdas/triggers/scheduled-run.ts';
import { sampleEnvironment } from './sample-environment.ts';

const start = {
  schedule: 'arn:aws:scheduler:eu-central-1:111122223333:schedule/squall-staging-schedules/az-power-interruption',
  scheduledTime: '2026-03-03T09:30:00Z',
  request: { experiment: 'az-power-interruption' },
};

test('a trigger delivered any number of times names one run', () => {
  const id = scheduledRunId(start);
  expect(scheduledRunId({ ...start, scheduledTime: '2026-03-03T09:30:00.000Z' })).toBe(id);
  expect(id).toMatch(/^az-power-interruption-20260303-093000-[0-9a-f]{10}$/);
  expect(scheduledRunId({ ...start, scheduledTime: '2026-03-10T09:30:00Z' })).not.toBe(id);
  expect(scheduledRunId({ ...start, schedule: `${start.schedule}-2` })).not.toBe(id);
  expect(scheduledRequest(start)).toEqual({
    experiment: 'az-power-interruption',
    startedBy: 'schedule az-power-interruption',
  });
});

test('a run’s name leaves room for the name of its recoveries', () => {
  const id = scheduledRunId({ ...start, request: { experiment: 'x'.repeat(63) } });
  expect(id.length).toBeLessThanOrEqual(77);
});

test('what no schedule of ours sends is refused by name', () => {
  const wrong = { ...start, scheduledTime: '<aws.scheduler.scheduled-time>' };
  expect(() => parseEvent(scheduledStart, wrong, 'a scheduled start')).toThrow(
    expect.objectContaining({ name: 'MalformedInput', message: expect.stringContaining('scheduledTime') }),
  );
});

const ended = (status: string, machine = sampleEnvironment.recoveryMachine) =>
  parseEvent(
    executionChange,
    { detail: { stateMachineArn: machine, name: 'run-1-r2', status, error: 'UnknownRun', cause: null, extra: 1 } },
    'an end',
  );

test('an execution’s end is told in the words of the lifecycle', () => {
  expect(endedExecution(ended('TIMED_OUT'), sampleEnvironment)).toEqual({
    machine: 'recovery',
    name: 'run-1-r2',
    how: 'timed-out',
    error: { name: 'UnknownRun', message: '' },
  });
  expect(endedExecution(ended('RUNNING'), sampleEnvironment)).toBeUndefined();
  expect(endedExecution(ended('FAILED', 'arn:aws:states:x:1:stateMachine:other'), sampleEnvironment)).toBeUndefined();
});

test('a notice is counted even if its channel is down', async () => {
  const counted: string[] = [];
  const notices = countedNotices({ send: () => Promise.reject(new Error('down')) }, (name) => counted.push(name));
  const notice = { runId: 'r', kind: 'recovery-unconfirmed', subject: '', body: '' } as const;
  await expect(notices.send(notice)).rejects.toThrow('down');
  expect(counted).toEqual(['RecoveryUnconfirmed']);
});
