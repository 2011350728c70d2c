import { expect, test } from 'vitest';
import { boundsOf } from '../../../../core/drill/bounds.ts';
import type { Plan } from '../../../../core/plan/plan.ts';
import { evacuated, minute, second, tellDrill } from '../../../fixtures/drill.ts';

const { plan } = tellDrill(evacuated).record;
const terms = plan.definition.drill!;
const dns = (takes?: number) => ({
  check: 'dns' as const,
  of: 'pay.example',
  state: 'ok' as const,
  measured: '',
  needed: '',
  ...(takes !== undefined && { takes }),
});
const detection = [
  { alarm: 'slow', worst: 4 * minute },
  { alarm: 'payments-frankfurt-down', worst: 90 * second },
];
const of = (over: Partial<Plan>, asked = terms) =>
  Object.fromEntries(boundsOf({ ...plan, ...over }, asked).map(({ name, most, notKnown }) => [name, most ?? notKnown]));

test('recovery takes what it takes to notice, to decide, to move, to be asked for again and to be seen', () => {
  const found = of({ detection, preChecks: [dns(40 * second), dns(60 * second)] });
  expect(found).toMatchObject({
    detect: 90 * second,
    decide: 10 * minute + plan.times.sampleEvery,
    // A mover is given a minute, and data of a minute tell of two.
    recover: 90 * second + 10 * minute + minute + 60 * second + 2 * minute,
    failback: 15 * minute + 2 * plan.times.undo + 10 * minute,
  });
});

test('what is not known of a part is not known of the whole', () => {
  expect(of({ preChecks: [] })).toMatchObject({
    detect: 'none of the alarms that tell of the loss can be read',
    recover: 'none of the alarms that tell of the loss can be read',
    decide: 10 * minute + plan.times.sampleEvery,
  });
  expect(of({ detection, preChecks: [dns(40 * second), dns()] }).recover).toBe(
    'how long pay.example is led home for is not known',
  );
});

test('a planned evacuation is noticed by nobody, and where AWS moves users nobody decides', () => {
  const movers = plan.steps.filter(({ moves }) => moves);
  const planned = of({ steps: movers, preChecks: [] });
  expect(Object.keys(planned)).toEqual(['recover', 'failback']);
  const { decide: _, ...undecided } = terms;
  const byItself = of(
    { steps: plan.steps.filter(({ moves }) => !moves), detection, preChecks: [dns(80 * second)] },
    undecided,
  );
  expect(byItself).toEqual({
    detect: 90 * second,
    // No alarm is waited for.
    recover: 80 * second + 2 * minute,
    failback: plan.times.undo + 10 * minute,
  });
  expect(of({ steps: plan.steps.filter(({ moves }) => !moves), detection, preChecks: [] }, undecided).recover).toMatch(
    /^nothing of the drill moves users, and no name/,
  );
});
