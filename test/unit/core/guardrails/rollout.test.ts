import { describe, expect, it } from 'vitest';
import { rollout as guardrail } from '../../../../core/guardrails/rollout.ts';
import type { Plan } from '../../../../core/plan/plan.ts';
import type { StageOutcome } from '../../../../core/rollout/outcome.ts';
import { plannedStage } from '../../../../core/rollout/planned-stage.ts';
import { broken, plan, planOf, ports, question } from '../../../fixtures/decisions/question.ts';
import { memory, outcome, rollout, stages } from '../../../fixtures/decisions/rollout.ts';

/** A plan for the stage with this number. */
const at = (number: number, over: Partial<Plan> = {}): Plan => {
  const stage = stages[number - 1]!;
  const definition = { environment: stage.environment, rollout };
  const planned = plannedStage(stage, { rollout }, { maxPercent: 100 }, memory([]));
  return planOf(definition, { definitionHash: memory([]).definitionHash, rollout: planned, ...over });
};

const knowing = (...outcomes: StageOutcome[]) =>
  ports({
    promotions: {
      of: async (experiment, hash) =>
        outcomes.filter((each) => each.experiment === experiment && each.definitionHash === hash),
    },
  });

const why = async (of: Plan, ...outcomes: StageOutcome[]) =>
  (await guardrail.check(question({ plan: of }), knowing(...outcomes)))?.why;

describe('rollout', () => {
  it('refuses a stage until the one before it held with the same definition', async () => {
    expect(await why(at(2))).toContain('stage 2 comes after stage 1 (dev), which has not held with this definition');
    expect(await why(at(2), outcome(1, { definitionHash: 'e'.repeat(64) }))).toContain('has not held');
    expect(await why(at(2), outcome(1, { experiment: 'another' }))).toContain('has not held');
    expect(await why(at(2), outcome(1, { verdict: 'refuted' }))).toContain('did not hold when it was last run');
  });

  it('passes the first stage, and one after a stage that held', async () => {
    expect(await why(at(1))).toBeUndefined();
    expect(await why(at(2), outcome(1))).toBeUndefined();
    expect(await why(at(4), outcome(2), outcome(3))).toBeUndefined();
  });

  it('refuses in an environment that the rollout does not name', async () => {
    expect(await why(planOf({ environment: 'elsewhere', rollout }))).toBe(
      'elsewhere is no stage of its rollout (dev, staging, production): add it there, or run it in one of those',
    );
  });

  it('refuses a stage that would hit more than the experiment as a whole allows', async () => {
    const within = { maxPercent: 25 };
    const stage = { ...plannedStage(stages[0]!, { rollout }, within, memory([])) };
    const [share] = plan().shares;
    expect(await why(at(1, { rollout: stage }))).toContain(
      `stage 1 (dev) would hit ${share!.affected} of ${share!.healthy} of ${share!.service}'s ${share!.type}`,
    );
  });

  it('asks nothing, and passes, without a rollout', async () => {
    expect(await guardrail.check(question(), ports({ promotions: { of: broken } }))).toBeUndefined();
  });

  it('cannot be evaluated when what is known cannot be read: refuses', async () => {
    expect(await guardrail.check(question({ plan: at(2) }), ports({ promotions: { of: broken } }))).toMatchObject({
      rule: 'rollout',
      why: 'it could not be checked: throttled',
    });
  });
});
