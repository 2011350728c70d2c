import { describe, expect, test } from 'vitest';
import { resolveParameters } from '../../../../core/experiment/resolve.ts';
import type { Experiment } from '../../../../core/experiment/schema/experiment.ts';
import { validateExperiment } from '../../../../core/experiment/validate.ts';
import { wavesOf } from '../../../../core/experiment/waves.ts';
import { select } from '../../../../core/targets/select.ts';
import { smallest } from '../../../fixtures/documents.ts';

type Loose = Record<string, unknown>;

const ladder = (changes: Loose = {}): Loose => ({
  ...(smallest() as Loose),
  maxDuration: 'PT2H',
  parameters: { share: { type: 'number', min: 1, max: 50 }, length: { type: 'duration', default: 'PT3M' } },
  escalation: { parameter: 'share', through: [1, 5, 25], unit: '%' },
  targets: {
    api: { type: 'ec2:instance', where: { tags: { Service: 'api' } }, select: { percent: '${parameters.share}' } },
    all: { type: 'ec2:instance', where: { tags: { Service: 'web' } } },
  },
  steps: [step('stop', 'api'), { ...step('web', 'all'), after: [] }, { ...step('again', 'api'), after: ['stop'] }],
  ...changes,
});

const step = (id: string, target: string): Loose => ({
  id,
  action: 'aws:ec2:stop-instances',
  targets: { Instances: target },
  with: { startInstancesAfterDuration: '${parameters.length}' },
});

const lasting = (startInstancesAfterDuration: string): Loose[] =>
  (ladder().steps as Loose[]).map((each) => ({ ...each, with: { startInstancesAfterDuration } }));

function resolved(document: Loose, given: Record<string, number> = {}): Experiment {
  const checked = validateExperiment(document);
  if (!checked.ok) throw new Error(checked.problems.map(({ message }) => message).join('\n'));
  const answer = resolveParameters(checked.experiment, given, { seed: 7, zones: [] });
  if (!answer.ok) throw new Error(answer.problems.map(({ message }) => message).join('\n'));
  return answer.experiment;
}

const told = (document: Loose): readonly string[] => {
  const checked = validateExperiment(document);
  return checked.ok ? [] : checked.problems.map(({ message }) => message);
};

describe('written out', () => {
  const { steps, targets, ...rest } = resolved(ladder());

  test('every step once a rung, and no rung before all of the one below it', () => {
    expect(wavesOf(steps)).toEqual([
      ['stop-1', 'web-1'],
      ['again-1'],
      ['stop-2', 'web-2'],
      ['again-2'],
      ['stop-3', 'web-3'],
      ['again-3'],
    ]);
    expect(steps.map(({ rung }) => rung)).toEqual(['1 %', '1 %', '1 %', '5 %', '5 %', '5 %', '25 %', '25 %', '25 %']);
    expect(rest).not.toHaveProperty('escalation');
  });

  test('targets that the parameter decides are drawn as the one of the file, and the smaller is part of the larger', () => {
    expect(Object.keys(targets)).toEqual(['all', 'api-1', 'api-2', 'api-3']);
    const ids = Array.from({ length: 200 }, (_, i) => `i-${i}`);
    const [one, five, many] = ['api-1', 'api-2', 'api-3'].map((name) => {
      const { select: share, drawnAs } = targets[name]!;
      return new Set(select(ids, share!, 7, drawnAs!));
    });
    expect([one!.size, five!.size, many!.size]).toEqual([2, 10, 50]);
    expect([...one!].every((id) => five!.has(id)) && [...five!].every((id) => many!.has(id))).toBe(true);
  });

  test('with a value given, that one alone', () => {
    const alone = resolved(ladder(), { share: 10 });
    expect(alone.steps.map(({ id, rung }) => [id, rung])).toEqual([
      ['stop', undefined],
      ['web', undefined],
      ['again', undefined],
    ]);
    expect(alone.targets.api?.select).toEqual({ percent: 10 });
  });
});

describe('what is refused', () => {
  const escalation = (changes: Loose) => ladder({ escalation: { parameter: 'share', through: [1, 5], ...changes } });
  test.each([
    [escalation({ parameter: 'shore' }), /^escalation\.parameter: .*did you mean share\?/],
    [escalation({ parameter: 'length' }), /"length", which is a duration; allowed: a parameter of type number/],
    [escalation({ through: [5, 5] }), /^escalation\.through\[1\]: found 5, after 5; allowed: more than that/],
    [escalation({ through: [5, 10, 7] }), /^escalation\.through\[2\]: found 7, after 10; allowed: more/],
    [
      escalation({ through: [5, 80] }),
      /^escalation\.through\[1\]: found the number 80; allowed: a number from 1 to 50/,
    ],
    [
      ladder({ maxDuration: 'PT17M', steps: lasting('PT3M') }),
      /^maxDuration: found the text "PT17M"; allowed: at least PT18M/,
    ],
    [
      ladder({ parameters: { share: { type: 'number', default: 5 }, length: { type: 'duration', default: 'PT3M' } } }),
      /^parameters\.share\.default: .*allowed: no default/,
    ],
    [ladder({ steps: [{ ...step('stop', 'api'), rung: 'far' }] }), /^steps\[0\]\.rung: .*allowed: one of the two/],
  ])('%#', (document, expected) => expect(told(document).join('\n')).toMatch(expected));

  test('rungs by hand that overlap, or leave a step out', () => {
    const byHand = (...steps: Loose[]) =>
      told(ladder({ escalation: undefined, parameters: undefined, ...fixed(steps) }));
    const fixed = (steps: Loose[]) => ({
      targets: { api: { type: 'ec2:instance', where: { tags: { Service: 'api' } } } },
      steps: steps.map((each) => ({ ...each, with: { startInstancesAfterDuration: 'PT3M' } })),
    });
    const on = (id: string, rung: string | undefined, more: Loose = {}) => ({
      ...step(id, 'api'),
      ...(rung && { rung }),
      ...more,
    });
    expect(byHand(on('a', 'one'), on('b', 'two'))).toEqual([]);
    expect(byHand(on('a', 'one'), on('b', 'two', { after: [] }))[0]).toMatch(
      /^steps\[1\]\.rung: found "two", which begins before/,
    );
    expect(byHand(on('a', 'one'), on('b', 'two'), on('c', 'one'))[0]).toMatch(
      /^steps\[2\]\.rung: found "one", .*or again after it/,
    );
    expect(byHand(on('a', 'one'), on('b', undefined))[0]).toMatch(/^steps\[1\]\.rung: found nothing/);
  });
});
