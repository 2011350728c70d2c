import { describe, expect, it } from 'vitest';
import { chooseStage } from '../../../../core/rollout/choose.ts';
import { obstacle } from '../../../../core/rollout/memory.ts';
import { importanceOf, outcomeOf, showsHeld } from '../../../../core/rollout/outcome.ts';
import { plannedStage, positionWords } from '../../../../core/rollout/planned-stage.ts';
import { recordOf, terminalOf } from '../../../contract/records.ts';
import { now } from '../../../fixtures/decisions/question.ts';
import { memory, outcome, rollout, stages } from '../../../fixtures/decisions/rollout.ts';

const day = 24 * 3_600_000;
const against = (number: number, ...rest: Parameters<typeof memory>) =>
  obstacle({ number }, stages, memory(...rest), 'production');

describe('what is in the way of a stage', () => {
  it('is nothing for the first, whatever is known', () => {
    expect(against(1, [])).toBeUndefined();
    expect(against(1, [outcome(1, { verdict: 'refuted' }), outcome(2)])).toBeUndefined();
  });

  it('is the stage before, until it has held with this definition', () => {
    expect(against(3, [])).toBe(
      'stage 3 comes after stage 2 (staging), which has not held with this definition (dddddddddddd): run it there first, then bring its record here with squall promote export and squall promote import',
    );
    expect(against(3, [outcome(1)])).toContain('stage 2 (staging), which has not held');
    expect(against(3, [], { platform: 'simulated' })).toMatch(/: run that one first \(--environment staging\)$/);
    expect(against(3, [outcome(2)])).toBeUndefined();
    expect(against(4, [outcome(2)])).toContain(
      'stage 3 (production, preset single), which has not held with this definition (dddddddddddd): run that one first (--rollout-stage 3)',
    );
  });

  it('is any earlier stage that did not hold when it was last run', () => {
    const why = against(4, [outcome(2, { verdict: 'refuted' }), outcome(3)]);
    expect(why).toBe(
      'stage 2 (staging) did not hold when it was last run with this definition (run run-2 on 2026-03-01: refuted): run it there again, then bring its record here with squall promote export and squall promote import',
    );
    expect(against(3, [outcome(2, { recovery: 'drifted' })])).toContain('held, but its recovery is drifted');
    expect(against(3, [outcome(2, { verdict: 'inconclusive' })])).toContain(': inconclusive)');
    expect(against(3, [outcome(2), outcome(3, { verdict: 'refuted' })])).toBeUndefined();
  });

  it('is a stage whose own caps have changed: nobody has run it so', () => {
    const before = { ...outcome(3), stage: { ...stages[2]!, blastRadius: { preset: 'few' as const } } };
    expect(against(4, [outcome(2), before])).toContain('which has not held');
  });

  it('is age, where that is configured, of the stage before alone', () => {
    const validFor = day;
    expect(against(3, [outcome(2)], { validFor })).toContain(
      'stage 2 (staging) held on 2026-03-01 (run run-2), longer ago than counts here: run it there again',
    );
    expect(against(3, [outcome(2, { endedAt: now - day })], { validFor })).toBeUndefined();
    expect(against(4, [outcome(2), outcome(3, { endedAt: now })], { validFor })).toBeUndefined();
  });
});

describe('the stage of a run', () => {
  const at = (environment: string, outcomes: Parameters<typeof memory>[0], asked?: number) => {
    const choice = chooseStage({ environment, rollout }, asked, memory(outcomes));
    return choice.chosen ? choice.stage?.number : choice.why;
  };

  it('is the furthest of its environment that may be run', () => {
    expect(at('production', [outcome(2)])).toBe(3);
    expect(at('production', [outcome(2), outcome(3)])).toBe(4);
    expect(at('production', [outcome(2), outcome(3), outcome(4)])).toBe(4);
    expect(at('production', [outcome(2), outcome(3), outcome(4, { verdict: 'refuted' })])).toBe(4);
    expect(at('production', [outcome(2), outcome(3, { verdict: 'refuted' }), outcome(4)])).toBe(3);
  });

  it('is the first of its environment where none may be run, for the guardrail to refuse', () => {
    expect(at('production', [])).toBe(3);
    expect(at('production', [outcome(2, { verdict: 'refuted' }), outcome(3), outcome(4)])).toBe(3);
  });

  it('is the one that was asked for, earlier or later, if it is of the environment', () => {
    expect(at('production', [outcome(2), outcome(3)], 3)).toBe(3);
    expect(at('production', [], 4)).toBe(4);
    expect(at('production', [], 2)).toBe('stage 2 is staging, and this run is for production: there it is 3 or 4');
    expect(at('production', [], 5)).toBe('stage 5 was asked for, and the rollout has 4: in production it is 3 or 4');
    expect(at('elsewhere', [], 1)).toContain('there it is none');
  });

  it('is none without a rollout, or where that does not name the environment', () => {
    expect(at('elsewhere', [])).toBeUndefined();
    expect(chooseStage({ environment: 'dev' }, undefined, memory([]))).toEqual({ chosen: true });
    expect(chooseStage({ environment: 'dev' }, 1, memory([]))).toMatchObject({ chosen: false });
  });
});

describe('a planned stage', () => {
  const planned = (number: number, outcomes: Parameters<typeof memory>[0]) =>
    plannedStage(stages[number - 1]!, { rollout }, { maxPercent: 34 }, memory(outcomes));

  it('says by which run the one before held', () => {
    expect(planned(3, [outcome(2)])).toEqual({
      ...stages[2],
      within: { maxPercent: 34 },
      after: { stage: stages[1], runId: 'run-2', at: now - 2 * day },
    });
    const imported = { by: 'ada', at: now, key: 'SHA256:ab', signedAt: now };
    expect(planned(3, [outcome(2, { imported })]).after?.importedBy).toBe('ada');
    expect(positionWords(planned(3, []))).toBe('stage 3 of 4: production, preset single');
  });

  it('says of none that it did where it is the first, or nothing shows it', () => {
    expect(planned(1, [outcome(2)]).after).toBeUndefined();
    expect(planned(3, []).after).toBeUndefined();
    expect(planned(3, [outcome(2, { verdict: 'refuted' })]).after).toBeUndefined();
  });
});

describe('what a run showed', () => {
  const record = recordOf('run-1', { rollout: stages[1]! });

  it('is told by its terminal record', () => {
    expect(outcomeOf(record, terminalOf('run-1'))).toMatchObject({ stage: stages[1], runId: 'run-1', verdict: 'held' });
    expect(outcomeOf(record, terminalOf('run-1', { end: 'aborted', verdict: 'inconclusive' }))).toBeDefined();
  });

  it('is nothing where it was at no stage, or changed nothing', () => {
    expect(outcomeOf(recordOf('run-1'), terminalOf('run-1'))).toBeUndefined();
    expect(outcomeOf(record, terminalOf('run-1', { end: 'refused' }))).toBeUndefined();
    expect(outcomeOf(record, terminalOf('run-1', { recovery: 'none' }))).toBeUndefined();
  });

  it.each([
    ['held', 'restored', true],
    ['held', 'irreversible', true],
    ['held', 'drifted', false],
    ['held', 'unknown', false],
    ['refuted', 'restored', false],
    ['inconclusive', 'restored', false],
  ] as const)('%s and %s lets the next stage be run: %s', (verdict, recovery, held) => {
    expect(showsHeld({ verdict, recovery })).toBe(held);
  });

  it('of an imported one, counts by when it was signed', () => {
    const signed = (signedAt: number, runId = 'run-1') => ({
      ...outcome(1, { runId }),
      imported: { by: 'ada', at: now, key: 'SHA256:ab', signedAt },
    });
    expect(importanceOf(signed(5), undefined)).toBe('newer');
    expect(importanceOf(signed(5), outcome(1))).toBe('newer');
    expect(importanceOf(signed(5), signed(4, 'run-0'))).toBe('newer');
    expect(importanceOf(signed(5), signed(5))).toBe('same');
    expect(importanceOf(signed(5), signed(5, 'run-0'))).toBe('older');
    expect(importanceOf(signed(5), signed(6))).toBe('older');
  });
});
