/** What wakes the functions is JSON from elsewhere: it is understood, or refused by name before anything is done. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseAdmitInput, parseReference } from '../../core/lifecycle/input.ts';
import {
  alarmChange,
  deadline,
  executionChange,
  parseEvent,
  personApproval,
  personStop,
  scheduledStart,
} from '../../lambdas/triggers/events.ts';
import { endedExecution } from '../../lambdas/triggers/execution-status.ts';
import { scheduledRequest, scheduledRunId } from '../../lambdas/triggers/scheduled-run.ts';

const machines = { experimentMachine: 'arn:experiment', recoveryMachine: 'arn:recovery' };

/** What each function does with its event before it does anything: answers must be of use. */
const readers: Readonly<Record<string, (event: unknown) => void>> = {
  start: (event) => {
    const parsed = parseEvent(scheduledStart, event, 'a scheduled start');
    expect(scheduledRunId(parsed).length).toBeLessThanOrEqual(80);
    expect(scheduledRequest(parsed).startedBy).toContain('schedule');
  },
  alarm: (event) => {
    const { detail } = parseEvent(alarmChange, event, 'an alarm’s change');
    expect(Number.isFinite(Date.parse(detail.state.timestamp))).toBe(true);
  },
  stop: (event) => void parseEvent(personStop, event, 'a person’s stop'),
  approval: (event) => void parseEvent(personApproval, event, 'an approval'),
  ended: (event) => void endedExecution(parseEvent(executionChange, event, 'an execution’s end'), machines),
  deadline: (event) => void parseEvent(deadline, event, 'a deadline'),
  step: (event) => void parseReference(event),
  admit: (event) => void parseAdmitInput(event),
};

const good: Readonly<Record<string, object>> = {
  start: {
    schedule: 'arn:aws:scheduler:eu-central-1:111122223333:schedule/squall/nightly',
    scheduledTime: '2026-03-03T09:30:00Z',
    request: { experiment: 'cpu-stress', parameters: { load: 80 } },
  },
  alarm: {
    account: '111122223333',
    resources: ['arn:aws:cloudwatch:eu-central-1:111122223333:alarm:slow'],
    detail: { alarmName: 'slow', state: { value: 'ALARM', timestamp: '2026-03-03T09:30:00.000+0000' } },
  },
  stop: { runId: 'run-1', by: 'ada', reason: 'enough' },
  approval: { runId: 'run-1', planHash: 'a'.repeat(64), proof: { headers: { host: 'sts' }, body: 'Action=x' } },
  ended: { detail: { stateMachineArn: 'arn:experiment', name: 'run-1', status: 'FAILED', error: null, cause: '{}' } },
  deadline: { runId: 'run-1' },
  step: { runId: 'run-1', wave: 1, visit: 0, next: 'Observe', waitSeconds: 30 },
  admit: { runId: 'run-1', input: { experiment: 'cpu-stress', parameters: {}, seed: 7 } },
};

const odd = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    undefined,
    '',
    0,
    -1,
    1e308,
    true,
    [],
    {},
    '__proto__',
    'constructor',
    '\u0000',
    '\ud800',
  ),
  fc.constantFrom('2026-99-99T99:99:99Z', '2026-02-30T00:00:00Z', '0000-00-00T00:00:00Z', 'x'.repeat(100_000)),
  fc.anything({ withNullPrototype: true, withBigInt: false }),
  fc.jsonValue({ depthSize: 'large' }),
);

/** As JSON.parse does: an own property, whatever its name. */
const set = (holder: object, key: string, value: unknown) =>
  Object.defineProperty(holder, key, { value, enumerable: true, configurable: true, writable: true });

/** A good event with one or two of its values, at any depth, replaced, taken away, or joined by others. */
const bent = (event: object): fc.Arbitrary<unknown> =>
  fc
    .array(fc.tuple(fc.nat(), odd, fc.constantFrom('replace', 'remove', 'add')), { minLength: 1, maxLength: 2 })
    .map((changes) => {
      const copy = structuredClone(event) as Record<string, unknown>;
      for (const [n, value, how] of changes) {
        const places: [Record<string, unknown>, string][] = [];
        const walk = (inner: Record<string, unknown>) => {
          for (const key of Object.keys(inner)) {
            places.push([inner, key]);
            if (typeof inner[key] === 'object' && inner[key] !== null) walk(inner[key] as Record<string, unknown>);
          }
        };
        walk(copy);
        const place = places[n % Math.max(1, places.length)];
        if (!place) continue;
        const [holder, key] = place;
        if (how === 'remove') delete holder[key];
        else set(holder, how === 'replace' ? key : '__proto__', value);
      }
      return copy;
    });

test.each(Object.keys(readers))('%s: a good event is understood, anything else is refused as malformed', (name) => {
  const read = readers[name]!;
  expect(() => read(good[name])).not.toThrow();
  fc.assert(
    fc.property(fc.oneof(bent(good[name]!), odd), (event) => {
      try {
        read(event);
      } catch (error) {
        expect(error).toMatchObject({ name: 'MalformedInput', message: expect.stringMatching(/^not an? /) });
        expect((error as Error).message.length).toBeLessThan(5000);
      }
      expect({}).not.toHaveProperty('polluted');
    }),
    { numRuns: 250 },
  );
});

test('times that are no times are refused, not guessed', () => {
  const start = { ...good.start, scheduledTime: '2026-99-99T99:99:99Z' };
  expect(() => readers.start!(start)).toThrow(expect.objectContaining({ name: 'MalformedInput' }));
  const alarm = { detail: { alarmName: 'slow', state: { value: 'ALARM', timestamp: 'yesterday' } } };
  expect(() => readers.alarm!(alarm)).toThrow(expect.objectContaining({ name: 'MalformedInput' }));
});
