import { describe, expect, it } from 'vitest';
import type { BlastRadius } from '../../../../core/experiment/schema/guardrails.ts';
import { blastRadius } from '../../../../core/guardrails/blast-radius.ts';
import { plan, planOf, ports, question } from '../../../fixtures/decisions/question.ts';

const under = async (caps: BlastRadius, shares = plan().shares) =>
  (await blastRadius.check(question({ plan: planOf({ blastRadius: caps }, { shares }) }), ports()))?.why;

describe('blast-radius', () => {
  it('passes a zone’s loss within its caps', async () => {
    expect(await under({ scope: 'zone', maxPercent: 34, minHealthyPerZone: 1 })).toBeUndefined();
    expect(await under({ scope: 'zone', maxTargets: 4 })).toBeUndefined();
  });

  it('refuses above the percentage or the count; groups that lose no member do not count', async () => {
    expect(await under({ scope: 'zone', maxPercent: 33 })).toContain('above the cap of 33 %');
    expect(await under({ scope: 'zone', maxTargets: 3 })).toContain('4 targets are above the cap of 3');
  });

  it('asks the floor of every zone, unless the scope declares it lost', async () => {
    expect(await under({ scope: 'targets', maxPercent: 50, minHealthyPerZone: 1 })).toContain(
      'euc1-az2, below the floor of 1',
    );
    expect(await under({ scope: 'zone', maxPercent: 50, minHealthyPerZone: 3 })).toContain('euc1-az1');
  });

  it('cannot be evaluated when a share cannot be read: refuses', async () => {
    const [share] = plan().shares;
    expect(await under({ preset: 'full' }, [{ ...share!, zones: undefined as never }])).toContain(
      'could not be checked',
    );
  });
});
