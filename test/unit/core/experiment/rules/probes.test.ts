import { describe, expect, test } from 'vitest';
import { toldOfSmallest as small, toldOfWhole as whole } from '../../../../fixtures/documents.ts';

describe('probes', () => {
  test('look at each time that matters', () =>
    expect(small({ 'hypothesis.probes.0.when': ['after'] })).toEqual([
      expect.stringMatching(/no probe with "before" in its when: the gate has nothing to look at/),
      expect.stringMatching(/no probe with "during" in its when: nothing would be seen of the fault/),
    ]));
  test('are judged by a tolerance that fits them', () => {
    expect(small({ 'hypothesis.probes.0.expect': undefined })).toEqual([
      expect.stringMatching(/^hypothesis\.probes\[0\]\.expect: found nothing/),
    ]);
    expect(small({ 'hypothesis.probes.0.expect': { status: 200 } })).toEqual([
      expect.stringMatching(/only an http probe has a status/),
    ]);
    expect(small({ 'hypothesis.probes.0.expect': { between: [2, 1] } })).toEqual([
      expect.stringMatching(/the lower bound first/),
    ]);
    expect(small({ 'hypothesis.probes.0.expect': { matches: '(' } })).toEqual([
      expect.stringMatching(/a regular expression/),
    ]);
    expect(whole({ 'hypothesis.probes.7.expect': { equals: 1 } })).toEqual([
      expect.stringMatching(/a composite holds when its probes do/),
    ]);
  });
  test('are of exactly one kind', () =>
    expect(small({ 'hypothesis.probes.0.http': { url: 'https://a.example' } })).toEqual([
      expect.stringMatching(
        /^hypothesis\.probes\[0\]: found an object with id, cloudwatch, .*exactly one of cloudwatch, math/,
      ),
    ]));
  test('are known to those who name them', () => {
    expect(whole({ 'guardrails.stopWhen.0.probe': 'tial' })).toEqual([
      expect.stringMatching(/^guardrails\.stopWhen\[0\]\.probe: .*did you mean tail\?$/),
    ]);
    expect(whole({ 'guardrails.stopWhen.0.probe': 'front' })).toEqual([
      expect.stringMatching(/gives no series of numbers/),
    ]);
    expect(whole({ 'guardrails.stopWhen.0.below': 3 })).toEqual([expect.stringMatching(/exactly one of above, below/)]);
    expect(whole({ 'hypothesis.probes.7.composite.all': ['paid', 'both'] })).toEqual([
      expect.stringMatching(/composite\.all\[1\]: found the text "both", which names none of the other plain probes/),
    ]);
    expect(whole({ 'hypothesis.probes.7.composite.any': ['paid'] })).toEqual([
      expect.stringMatching(/exactly one of all, any, none/),
    ]);
  });
  test('that a composite names are looked at when it is, over a period made of theirs', () => {
    const composed = (composite: object) => whole({ 'hypothesis.probes.7.composite': composite });
    expect(composed({ none: ['front', 'quiet'] })).toEqual([]);
    expect(composed({ any: [] })).toEqual([expect.stringMatching(/composite\.any: found an empty list/)]);
    expect(composed({ any: ['failing'], period: 'PT2M' })).toEqual([]);
    expect(composed({ any: ['failing'] })).toEqual([
      expect.stringMatching(/composite\.period: found nothing; allowed: a multiple of PT1M, the period of its probes/),
    ]);
    expect(composed({ any: ['failing', 'front'], period: 'PT90S' })).toEqual([
      expect.stringMatching(/a multiple of PT1M/),
    ]);
    expect(composed({ all: ['tail'], period: 'PT1M' })).toEqual([
      expect.stringMatching(/"tail", which is not looked at after; allowed: a probe with after in its when/),
    ]);
  });
  test('of metric maths name what they compute with', () => {
    expect(whole({ 'hypothesis.probes.2.math.expression': 'brokn / all' })).toEqual([
      expect.stringMatching(/"brokn", which names none of the metrics; allowed: broken, all; did you mean broken\?/),
    ]);
  });
});

describe('times', () => {
  test.each([
    ['guardrails.windows.0.timeZone', 'Europe/Berlni', /did you mean Europe\/Berlin\?$/],
    ['guardrails.windows.0.to', '09:00', /the window is never open/],
    ['guardrails.blackouts.0.from', '2026-02-31', /a day that no year has/],
    ['guardrails.blackouts.0.to', '2026-12-01', /before from; allowed: 2026-12-20 or later/],
    ['schedule.cron', '0 10 * * TUE', /six fields as EventBridge takes them/],
    ['schedule.cron', '0 10 * * TUE *', /exactly one of the two is \?/],
    ['schedule.rate', '7 days', /exactly one of cron, rate/],
    ['hypothesis.probes.0.cloudwatch.period', 'PT45S', /whole minutes such as PT1M/],
    ['hypothesis.recovery.within', 'PT0S', /longer than nothing/],
    ['maxDuration', 'PT13H', /at most PT12H/],
    [
      'maxDuration',
      'PT14M',
      /found the text "PT14M"; allowed: at least PT15M, which the steps take one wave after the other/,
    ],
  ])('%s %s', (field, wrong, message) => expect(whole({ [field]: wrong })).toEqual([expect.stringMatching(message)]));
});
