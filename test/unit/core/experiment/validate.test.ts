import { describe, expect, test } from 'vitest';
import { validateExperiment } from '../../../../core/experiment/validate.ts';
import { toldOfSmallest as small, toldOf, toldOfWhole as whole } from '../../../fixtures/documents.ts';

test('both examples are valid', () => {
  expect(small({})).toEqual([]);
  expect(whole({})).toEqual([]);
});

test('another kind is one problem', () => {
  expect(small({ kind: 'World' })).toEqual(['kind: found a file of kind World; allowed: a file of kind Experiment']);
  expect(toldOf(validateExperiment(null))).toEqual([
    'the file: found an empty value; allowed: an object with apiVersion: squall/v1 and kind: Experiment',
  ]);
});

test('several problems come together, in the order of the file', () => {
  const found = whole({
    maxDuration: 'PT13H',
    'steps.1.with.percentage': 0,
    'hypothesis.if': '${x}',
    'guardrails.stopAlarms': undefined,
  });
  expect(found.map((message) => message.split(':')[0])).toEqual([
    'hypothesis.if',
    'guardrails.stopAlarms',
    'steps[1].with.percentage',
    'maxDuration',
  ]);
});

test('ids stand for one thing each', () => {
  expect(whole({ 'hypothesis.probes.1.id': 'paid', 'guardrails.stopWhen': undefined })).toEqual([
    'hypothesis.probes[1].id: found the text "paid", used already at hypothesis.probes[0].id; allowed: each name once',
  ]);
  expect(whole({ 'steps.5.id': 'fail-back' })).toEqual([expect.stringMatching(/^steps\[5\]\.id: /)]);
});

describe('a stop condition', () => {
  test('is required, or its lack explained', () => {
    expect(small({ 'guardrails.stopAlarms': undefined })).toEqual([
      expect.stringMatching(/^guardrails\.stopAlarms: found nothing; .*unsafe\.noStopCondition/),
    ]);
    expect(
      small({ 'guardrails.stopAlarms': undefined, 'guardrails.unsafe': { noStopCondition: 'no alarms yet' } }),
    ).toEqual([]);
  });
  test('is not given and explained away at once', () =>
    expect(small({ 'guardrails.unsafe': { noStopCondition: 'x' } })).toEqual([
      expect.stringMatching(/beside guardrails\.stopAlarms; allowed: one of the two/),
    ]));
});
