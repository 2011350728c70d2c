import { describe, expect, it } from 'vitest';
import { fault } from '../../../../core/faults/catalogue.ts';
import { undeclaredIrreversible, undoPlanOf } from '../../../../core/faults/undo.ts';

const stop = fault('aws:ec2:stop-instances')!;
const terminate = fault('aws:ec2:terminate-instances')!;
const rebootDatabase = fault('aws:rds:reboot-db-instances')!;

describe('who undoes a step', () => {
  it('is the provider while it starts the instances again, and we when it does not', () => {
    expect(undoPlanOf(stop, { with: { startInstancesAfterDuration: 'PT5M' } }).by).toBe('provider');
    expect(undoPlanOf(stop, {}).by).toBe('us');
  });

  it('is nobody when the step says so, in its own words', () => {
    expect(undoPlanOf(stop, { undo: { irreversible: 'the group replaces them' } })).toEqual({
      by: 'nobody',
      reason: 'the group replaces them',
    });
  });

  it('must be declared where nobody can', () => {
    expect(undeclaredIrreversible(terminate, { undo: 'auto' })).toContain('gone');
    expect(undeclaredIrreversible(terminate, { undo: { irreversible: 'known' } })).toBeUndefined();
    expect(undeclaredIrreversible(fault('aws:rds:failover-db-cluster')!, {})).toContain('writer');
    expect(undeclaredIrreversible(stop, {})).toBeUndefined();
  });

  it('depends on a forced failover', () => {
    expect(undoPlanOf(rebootDatabase, { with: { forceFailover: true } }).by).toBe('nobody');
    expect(undoPlanOf(rebootDatabase, { with: { forceFailover: false } }).by).toBe('provider');
  });
});

it('what is lost for good is declared, and the rest is put back all the same', () => {
  const definition = fault('squall:rds:fail-over-global-cluster')!;
  const lossy = { with: { allowDataLoss: true } };
  expect(undeclaredIrreversible(definition, { with: {} })).toBeUndefined();
  expect(undeclaredIrreversible(definition, lossy)).toMatch(/^what was written and had not reached the secondary/);
  const declared = { ...lossy, undo: { irreversible: 'the shop takes orders again by hand' } };
  expect(undeclaredIrreversible(definition, declared)).toBeUndefined();
  expect(undoPlanOf(definition, declared)).toMatchObject({
    by: 'us',
    how: expect.stringMatching(/switch over back/),
    loses: 'the shop takes orders again by hand',
  });
  expect(undoPlanOf(definition, { undo: { irreversible: 'it stays' } })).toEqual({ by: 'nobody', reason: 'it stays' });
});
