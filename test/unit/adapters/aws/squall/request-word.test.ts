/** Words on requests: where they are left, and what is made of them. The middleware's side is in the conformance suite. */
import { expect, test } from 'vitest';
import {
  endedWord,
  folderOf,
  lasts,
  parameterOf,
  readWord,
  wordOf,
} from '../../../../../adapters/aws/squall/request-word.ts';
import { names } from '../../../../../lib/configuration/names.ts';

const arn = 'arn:aws:lambda:eu-central-1:123456789012:function:orders';
const injection = {
  runId: 'run-1',
  epoch: 1,
  wave: 1,
  token: 'run-1/1/squall/slow',
  action: {
    stepId: 'slow',
    action: 'squall:lambda:latency',
    parameters: {
      duration: 'PT5M',
      latencyMilliseconds: '100',
      jitterMilliseconds: '400',
      requestPercentage: '12.5',
      tenant: 'acme',
    },
    targets: { Functions: [arn] },
  },
};

test('the folder is the one that functions of the stage may write to and read from', () => {
  expect(folderOf({ stage: 'staging' }, arn)).toBe(`${names.requests('staging')}/orders`);
  expect(parameterOf({ stage: 'staging' }, arn, 'run/1 ü/squall/x')).toMatch(
    /^\/squall\/staging\/requests\/orders\/[\w.-]+$/,
  );
});

test('a word says who, until when, on which requests and what, with jitter no longer than the delay', () => {
  expect(JSON.parse(wordOf(injection, 1234))).toEqual({
    squall: 1,
    run: 'run-1',
    token: 'run-1/1/squall/slow',
    epoch: 1,
    step: 'slow',
    until: 1234,
    share: 0.125,
    seed: 'run-1/1/squall/slow',
    match: { tenant: 'acme' },
    failure: { kind: 'latency', milliseconds: 100, jitter: 100 },
  });
  expect(lasts(injection.action)).toBe(300_000);
});

test('an ended word is the same with another end; what is no word of ours is none', () => {
  const ended = endedWord(wordOf(injection, 1234), 1000);
  expect(readWord(ended)).toEqual({ token: injection.token, until: 1000 });
  for (const odd of [undefined, '', 'null', '[]', '{"token":1,"until":2}']) expect(readWord(odd)).toBeUndefined();
});
