import { describe, expect, it } from 'vitest';
import { confirmation, productionTag } from '../../../../../apps/cli/run/confirmation.ts';
import type { Plan } from '../../../../../core/plan/plan.ts';
import { zonePlan } from '../../../../fixtures/history/plan.ts';

const plan = zonePlan(7);
const { name } = plan.definition.metadata;
const tagged = (tags: Record<string, string>, which = 0): Plan => ({
  ...plan,
  targets: plan.targets.map((target, i) =>
    i === which ? { ...target, matched: target.matched.map((r) => ({ ...r, tags: { ...r.tags, ...tags } })) } : target,
  ),
});
const asked = { yes: false, interactive: true };

describe('confirmation', () => {
  it.each([[{ environment: 'production' }], [{ Env: 'prod' }], [{ stage: 'PROD-eu' }], [{ environment: 'prd' }]])(
    'sees production in %o',
    (tags) => expect(productionTag(tagged(tags as Record<string, string>))).toBeDefined(),
  );

  it.each([[{ environment: 'staging' }], [{ env: 'preprod' }], [{ stage: 'product-catalogue' }], [{ Name: 'prod' }]])(
    'sees none in %o',
    (tags) => expect(productionTag(tagged(tags as Record<string, string>))).toBeUndefined(),
  );

  it('looks at the chosen targets alone', () => {
    const none = tagged({ env: 'prod' });
    const chosen = none.targets.map((target, i) => (i === 0 ? { ...target, chosen: [] } : target));
    expect(productionTag({ ...none, targets: chosen })).toBeUndefined();
  });

  it('asks y/N, which --yes answers', () => {
    expect(confirmation(plan, asked)).toMatchObject({ kind: 'ask', how: 'yes' });
    expect(confirmation(plan, { ...asked, yes: true })).toEqual({ kind: 'given' });
  });

  it('asks for the name of an experiment on production, which --yes does not answer', () => {
    const production = tagged({ environment: 'production' });
    expect(confirmation(production, { ...asked, yes: true })).toMatchObject({ kind: 'ask', how: 'name' });
    expect(confirmation(production, { ...asked, confirm: name })).toEqual({ kind: 'given' });
    expect(confirmation(production, { ...asked, confirm: 'other' })).toMatchObject({ kind: 'refused' });
  });

  it('refuses where nobody can be asked, naming the flag', () => {
    const alone = { yes: false, interactive: false };
    expect(confirmation(plan, alone)).toMatchObject({ kind: 'refused', why: expect.stringContaining('--yes') });
    expect(confirmation(tagged({ env: 'prod' }), { ...alone, yes: true })).toMatchObject({
      kind: 'refused',
      why: expect.stringContaining(`--confirm ${name}`),
    });
  });
});
