import { describe, expect, it } from 'vitest';
import { planHash } from '../../../../core/guardrails/plan-hash.ts';
import { plan, ports, question } from '../../../fixtures/decisions/question.ts';

describe('plan-hash', () => {
  it('passes the plan that was agreed to, or none, and refuses another', async () => {
    expect(await planHash.check(question(), ports())).toBeUndefined();
    expect(await planHash.check(question({ agreed: plan().hash }), ports())).toBeUndefined();
    expect((await planHash.check(question({ agreed: 'f'.repeat(64) }), ports()))?.why).toMatch(/not f{12}(?!f)/);
  });

  it('cannot be evaluated for a plan without a hash: refuses', async () => {
    const nameless = plan({ hash: undefined as never });
    const asked = question({ plan: nameless, agreed: 'f'.repeat(64) });
    expect((await planHash.check(asked, ports()))?.why).toContain('it could not be checked');
  });
});
