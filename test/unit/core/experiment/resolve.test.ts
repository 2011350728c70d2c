import fc from 'fast-check';
import { expect, test } from 'vitest';
import { resolveParameters } from '../../../../core/experiment/resolve.ts';
import type { Experiment } from '../../../../core/experiment/schema/experiment.ts';
import { validateExperiment } from '../../../../core/experiment/validate.ts';
import { changed, smallest, wholeFormat } from '../../../fixtures/documents.ts';

const zones = ['euc1-az1', 'euc1-az2', 'euc1-az3'];
const context = { seed: 7, zones };
const valid = (value: unknown): Experiment => {
  const checked = validateExperiment(value);
  if (!checked.ok) throw new Error(checked.problems.map(({ message }) => message).join('\n'));
  return checked.experiment;
};
const whole = valid(wholeFormat());
const resolved = (given: Record<string, string | number | boolean>, experiment = whole, at = context) => {
  const answer = resolveParameters(experiment, given, at);
  return answer.ok ? answer : { ...answer, told: answer.problems.map(({ message }) => message) };
};

test('references become values with their types, alone and inside text', () => {
  expect(resolved({ zone: 'euc1-az2', share: 50, prevent: false, duration: 'PT6M' })).toMatchObject({
    ok: true,
    parameters: { zone: 'euc1-az2', region: 'eu-central-1', duration: 'PT6M', share: 50, scope: 'vpc', prevent: false },
    experiment: {
      metadata: { title: 'Lose euc1-az2, and everything else that the format can say' },
      hypothesis: { if: 'one zone is gone for PT6M' },
      targets: { servers: { where: { zone: 'euc1-az2' }, select: { percent: 50 } } },
      steps: {
        0: { with: { startInstancesAfterDuration: 'PT6M', completeIfInstancesTerminated: false } },
        1: { with: { availabilityZoneIdentifiers: ['euc1-az2'] } },
      },
    },
  });
});

test('no reference to a parameter is left, and the declarations are gone', () => {
  const answer = resolved({});
  expect(answer.ok).toBe(true);
  const text = JSON.stringify(answer);
  expect(text).not.toContain('${parameters');
  expect(text).toContain('${steps.power.output.list}');
  expect(answer).not.toHaveProperty('experiment.parameters');
});

test('the file itself is left as it was', () => {
  const before = JSON.stringify(whole);
  resolved({ zone: 'euc1-az3' });
  expect(JSON.stringify(whole)).toBe(before);
});

test('text from a command line is taken as the number or boolean that it says', () =>
  expect(resolved({ share: '75', prevent: 'false' })).toMatchObject({
    ok: true,
    parameters: { share: 75, prevent: false },
  }));

test('a random zone hangs on seed and name alone, and reaches every zone', () => {
  const chosen = (seed: number, among = zones) => {
    const answer = resolved({}, whole, { seed, zones: among });
    return 'parameters' in answer ? answer.parameters.zone : undefined;
  };
  expect(new Set(Array.from({ length: 40 }, (_, seed) => chosen(seed)))).toEqual(new Set(zones));
  fc.assert(
    fc.property(fc.nat(), (seed) => {
      expect(zones).toContain(chosen(seed));
      expect(chosen(seed, [...zones].reverse())).toBe(chosen(seed));
    }),
    { numRuns: 20 },
  );
});

test('what does not fit is told with what does', () => {
  const wrong: [Record<string, string | number | boolean>, RegExp][] = [
    [
      { zon: 'euc1-az1' },
      /^parameters\.zon: found a value for a parameter that the experiment does not declare; allowed: zone, .*did you mean zone\?$/,
    ],
    [
      { zone: 'euc1-az9' },
      /^parameters\.zone: found the text "euc1-az9"; allowed: euc1-az1, euc1-az2, euc1-az3, or random; did you mean euc1-az1\?$/,
    ],
    [{ share: 95 }, /allowed: a number from 10 to 90/],
    [{ share: 'many' }, /found the text "many"; allowed: a number/],
    [{ duration: 'PT1H' }, /allowed: an ISO 8601 duration such as PT10M from PT2M to PT20M/],
    [{ duration: '10 minutes' }, /allowed: an ISO 8601 duration/],
    [{ scope: 'vpn' }, /allowed: one of vpc, s3; did you mean vpc\?/],
    [{ scope: '${parameters.zone}' }, /a string without references/],
    [{ prevent: 'maybe' }, /allowed: true or false/],
  ];
  for (const [given, message] of wrong)
    expect(resolved(given)).toMatchObject({ ok: false, told: [expect.stringMatching(message)] });
});

test('a parameter without a default must be given', () => {
  const experiment = valid(changed(smallest(), { 'parameters.size.default': undefined }));
  expect(resolved({}, experiment)).toMatchObject({
    told: ['parameters.size: found nothing: it has no default and was not given; allowed: a number from 1 to 2'],
  });
  expect(resolved({ size: 2 }, experiment)).toMatchObject({
    ok: true,
    experiment: { targets: { victim: { select: { count: 2 } } } },
  });
  expect(resolved({}, whole, { seed: 1, zones: [] })).toMatchObject({
    told: [expect.stringMatching(/found random, and no zone to choose from/)],
  });
});

test('the result is validated again, and the parameter responsible is named', () => {
  const percent = valid(changed(smallest(), { 'parameters.size': { type: 'number', default: 1.5 } }));
  expect(resolved({}, percent)).toMatchObject({
    told: [
      'targets.victim.select.count: found the number 1.5 (from ${parameters.size}); allowed: a whole number, at least 1, or a reference such as ${parameters.zone}',
    ],
  });
  const short = valid(changed(wholeFormat(), { maxDuration: '${parameters.duration}' }));
  expect(resolved({}, short)).toMatchObject({
    told: [
      expect.stringMatching(
        /^maxDuration: found the text "PT8M" \(from \$\{parameters\.duration\}\); allowed: at least /,
      ),
    ],
  });
});

test('a secret given as a parameter is never printed', () => {
  const experiment = valid(
    changed(smallest(), { 'parameters.token': { type: 'string', oneOf: ['a', 'b'], default: 'a' } }),
  );
  expect(JSON.stringify(resolved({ token: 'hunter2' }, experiment))).not.toContain('hunter2');
});
