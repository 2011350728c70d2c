import { describe, expect, it } from 'vitest';
import { deployedAs } from '../../../../apps/aws/deployed.ts';
import { definitionHash } from '../../../../core/plan/definition-hash.ts';
import { zoneDrill } from '../../../fixtures/history/definition.ts';

const stored = { hash: definitionHash(zoneDrill), experiment: zoneDrill };

describe('what is deployed', () => {
  it('is the file, whatever the order of its keys', () => {
    const turned = Object.fromEntries(Object.entries(zoneDrill).reverse()) as typeof zoneDrill;
    expect(deployedAs(turned, stored)).toEqual({
      same: true,
      says: `the same definition, ${stored.hash.slice(0, 12)}`,
    });
  });
  it('is nothing of that name', () =>
    expect(deployedAs(zoneDrill, undefined)).toEqual({
      same: false,
      says: 'no experiment az-power-interruption is deployed',
    }));
  it('is another definition', () => {
    const { same, says } = deployedAs({ ...zoneDrill, maxDuration: 'PT3H' }, stored);
    expect(same).toBe(false);
    expect(says).toContain(`is deployed as ${stored.hash.slice(0, 12)}`);
  });
  it('reaches farther than the file, which its hash does not tell', () => {
    const wider = {
      ...zoneDrill,
      blastRadius: { ...zoneDrill.blastRadius, maxPercent: 100 },
      environment: 'elsewhere',
    };
    expect(definitionHash(wider)).toBe(stored.hash);
    expect(deployedAs(wider, stored)).toEqual({
      same: false,
      says: 'az-power-interruption is deployed with another blastRadius and environment than the file has',
    });
  });
});
