import picocolors from 'picocolors';
import { expect, test } from 'vitest';
import { planPage } from '../../../../../apps/cli/screen/plan-page.ts';
import { width } from '../../../../../apps/cli/text/width.ts';
import { predictionOf, type Rehearsal } from '../../../../../apps/local/prediction.ts';
import { zonePlan } from '../../../../fixtures/history/plan.ts';

const rehearsal: Rehearsal = {
  seed: 1,
  end: 'completed',
  verdict: 'held',
  recovery: 'restored',
  reason: '',
  recoveredAfter: 40_000,
};
const broken: Rehearsal = {
  seed: 2,
  end: 'aborted',
  verdict: 'refuted',
  recovery: 'restored',
  reason: 'p99 reached 900, above 800',
};

const page = (outcomes: readonly Rehearsal[], columns = 100) =>
  planPage(
    {
      plan: zonePlan(7),
      refusals: [],
      where: 'simulated cloud',
      columns,
      ...(outcomes.length > 0 && { prediction: predictionOf('shop', outcomes) }),
    },
    picocolors.createColors(false),
  );

test('a plan that was not rehearsed says nothing of it', () => expect(page([]).join('\n')).not.toContain('rehears'));

test('says the verdict, its confidence, and that it is no measurement', () => {
  const text = page([rehearsal, rehearsal, rehearsal]).join('\n');
  expect(text).toContain('Prediction: rehearsed on world shop with closed-form traffic, not a measurement');
  expect(text).toMatch(/held: 3 of 3 rehearsals held \(100 %; 95 % confidence 43.9 % to 100 %\)/);
  expect(text).toContain('steady state back 40s after the end of the faults (median; longest 40s)');
  expect(text).not.toContain('Did not hold');
});

test('says why it did not hold, how often it was cut short and in how many steady state came back', () => {
  const text = page([rehearsal, broken, broken]).join('\n');
  expect(text).toMatch(/refuted: 1 of 3 rehearsals held/);
  expect(text).toMatch(/Did not hold +p99 reached 900, above 800 \(so in 2 of 2\)/);
  expect(text).toMatch(/Cut short +2 of 3/);
  expect(text).toMatch(/seen in 1 of\s+3\)/);
});

test('fits a narrow terminal', () => {
  for (const line of page([rehearsal, broken], 80).filter((line) => /Verdict|hold|Recovery/.test(line)))
    expect(width(line)).toBeLessThanOrEqual(80);
});
