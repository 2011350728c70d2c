import { describe, expect, it } from 'vitest';
import { definitionHash } from '../../../../core/plan/definition-hash.ts';
import { environmentsOf, placedIn } from '../../../../core/rollout/placed.ts';
import { positionOf, stageKey, stagesOf, stageWords } from '../../../../core/rollout/stage.ts';
import { rollout } from '../../../fixtures/decisions/rollout.ts';
import { zoneDrill } from '../../../fixtures/history/definition.ts';

describe('a stage', () => {
  it('is named by where and how far, and not by its place in the list', () => {
    const keys = rollout.map(stageKey);
    expect(new Set(keys).size).toBe(4);
    expect(keys.slice(0, 2)).toEqual(['dev', 'staging']);
    expect(stageKey({ environment: 'dev', blastRadius: {} })).toBe('dev');
    expect(stageKey({ environment: 'production', blastRadius: { maxPercent: 5, maxTargets: 1 } })).toBe(
      stageKey({ environment: 'production', blastRadius: { maxTargets: 1, maxPercent: 5 } }),
    );
    expect(stagesOf({ rollout: [...rollout].reverse() }).map(stageKey)).toEqual(keys.reverse());
  });

  it('has words for people', () => {
    expect(rollout.map(stageWords)).toEqual([
      'dev',
      'staging',
      'production, preset single',
      'production, preset canary',
    ]);
    expect(
      stageWords({
        environment: 'dev',
        blastRadius: { maxTargets: 1, maxPercent: 5, minHealthyPerZone: 2, scope: 'zone' },
      }),
    ).toBe('dev, at most 1 target and 5 %, at least 2 healthy in each zone, scope zone');
  });

  it('is kept without what it does not say', () => {
    expect(positionOf({ number: 1, of: 2, environment: 'dev', blastRadius: {} })).toEqual({
      number: 1,
      of: 2,
      environment: 'dev',
    });
  });
});

describe('the hash of a definition', () => {
  const hash = definitionHash({ ...zoneDrill, rollout });

  it('is the same in each environment of its rollout, however far it reaches and whenever it runs', () => {
    const others = [
      { environment: 'production' },
      { blastRadius: { preset: 'single' as const } },
      { rollout: rollout.slice(0, 2) },
      { schedule: { cron: '0 10 ? * TUE *' } },
      { report: { formats: ['html' as const] } },
    ];
    for (const over of others) expect(definitionHash({ ...zoneDrill, rollout, ...over })).toBe(hash);
  });

  it('is another for anything that is believed, broken or guarded otherwise', () => {
    const others = [
      { maxDuration: 'PT2H' },
      { hypothesis: { ...zoneDrill.hypothesis, because: 'of something else' } },
      { guardrails: { ...zoneDrill.guardrails, stopAlarms: ['another'] } },
      { steps: zoneDrill.steps.slice(1) },
      { targets: {} },
    ];
    for (const over of others) expect(definitionHash({ ...zoneDrill, rollout, ...over })).not.toBe(hash);
  });
});

describe('an experiment is placed', () => {
  const staged = { ...zoneDrill, rollout };

  it('where it says, and in each environment that its rollout names', () => {
    expect(placedIn(staged, 'staging')).toBe(staged);
    expect(placedIn(staged, 'production')).toEqual({ ...staged, environment: 'production' });
    expect(definitionHash(placedIn(staged, 'production')!)).toBe(definitionHash(staged));
  });

  it('and nowhere else', () => {
    expect(placedIn(staged, 'elsewhere')).toBeUndefined();
    expect(placedIn(zoneDrill, 'production')).toBeUndefined();
    expect(environmentsOf(staged)).toEqual(['dev', 'staging', 'production']);
    expect(environmentsOf(zoneDrill)).toEqual(['staging']);
  });
});
