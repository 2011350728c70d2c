import { expect, test } from 'vitest';
import { toldOfSmallest, toldOfWhole } from '../../../../fixtures/documents.ts';

test('stages in several environments, and in one with growing reach, are sound', () => {
  expect(
    toldOfWhole({
      rollout: [
        { environment: 'dev' },
        { environment: 'staging' },
        { environment: 'production', blastRadius: { preset: 'single' } },
        { environment: 'production', blastRadius: { preset: 'canary' } },
      ],
    }),
  ).toEqual([]);
});

test('the file’s own environment is one of the stages', () => {
  expect(toldOfWhole({ environment: 'stagging' })).toEqual([
    'environment: found "stagging", which is no stage of the rollout; allowed: dev, staging, production; did you mean staging?',
  ]);
  expect(toldOfSmallest({ rollout: [] })).toEqual(['rollout: found no stages; allowed: at least one, or no rollout']);
});

test('each stage stands once', () => {
  const production = { environment: 'production', blastRadius: { preset: 'single' } };
  expect(toldOfWhole({ rollout: [{ environment: 'staging' }, production, production] })).toEqual([
    'rollout[2]: found the same environment and caps as rollout[1]; allowed: each stage once: another environment, or another blastRadius',
  ]);
});

test('no stage reaches further than the experiment', () => {
  const rollout = [
    { environment: 'staging', blastRadius: { preset: 'half' } },
    { environment: 'production', blastRadius: { maxTargets: 3, scope: 'zone' } },
  ];
  expect(toldOfWhole({ rollout, blastRadius: { maxPercent: 20, maxTargets: 2 } })).toEqual([
    "rollout[0].blastRadius.preset: found 50, wider than the experiment's own blastRadius.maxPercent; allowed: at most 20: a stage reaches no further than the experiment",
    "rollout[1].blastRadius.maxTargets: found 3, wider than the experiment's own blastRadius.maxTargets; allowed: at most 2: a stage reaches no further than the experiment",
    "rollout[1].blastRadius.scope: found zone, wider than the experiment's own blastRadius.scope; allowed: targets: a stage reaches no further than the experiment",
  ]);
});
