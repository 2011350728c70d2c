import { describe, expect, it } from 'vitest';
import type { UndoPlan } from '../../../../core/history/ledger.ts';
import type { Snapshot } from '../../../../core/ports/resources.ts';
import { proofOf, worst } from '../../../../core/steady-state/restoration.ts';

const seen = (id: string, state: Snapshot['state'], over: Partial<Snapshot> = {}): Snapshot => ({
  id,
  type: 'ec2:instance',
  at: 0,
  exists: true,
  group: 'web',
  state,
  ...over,
});
const group = (desired: number, healthy: number): Snapshot => ({
  id: 'arn:aws:autoscaling:eu-central-1:1:autoScalingGroup:u:autoScalingGroupName/web',
  type: 'ec2:autoscaling-group',
  at: 0,
  exists: true,
  state: { desired, healthy },
});
const provider: UndoPlan = { by: 'provider', how: '' };
const nobody: UndoPlan = { by: 'nobody', reason: '' };
const running = seen('i-1', { state: 'running' });
const gone = seen('i-1', {}, { exists: false });

const prove = (after: readonly Snapshot[], healthy = 6, undo: UndoPlan = provider, before = running) =>
  proofOf({ before: [before], undo }, after, { before: [group(6, 6)], after: [group(6, healthy)] });

describe('proof of undo', () => {
  it('is restored when the resource looks as before', () => {
    expect(prove([running])).toMatchObject({ result: 'restored', findings: [{ detail: 'as before' }] });
  });

  it('is drifted when it does not, and says in what', () => {
    expect(prove([seen('i-1', { state: 'stopped' })])).toMatchObject({
      result: 'drifted',
      findings: [{ detail: 'state running → stopped' }],
    });
  });

  it('is unknown when it could not be looked at', () => {
    expect(prove([]).result).toBe('unknown');
  });

  it.each([gone, seen('i-1', { state: 'terminated' })])(
    'counts a lost member as restored once its group is whole',
    (lost) => {
      expect(prove([lost])).toMatchObject({
        result: 'restored',
        findings: [{ detail: 'replaced by its group: web has 6 healthy of 6' }],
      });
      expect(prove([lost], 5)).toMatchObject({
        result: 'drifted',
        findings: [{ detail: expect.stringContaining('healthy 6 → 5') }],
      });
      expect(proofOf({ before: [running], undo: provider }, [lost], { before: [], after: [] }).result).toBe('drifted');
    },
  );

  it('judges what is irreversible by its group', () => {
    expect(prove([gone], 6, nobody).result).toBe('irreversible');
    expect(prove([gone], 5, nobody).result).toBe('drifted');
  });

  it('judges a cluster by its own counts when it has failed over', () => {
    const cluster = (state: Snapshot['state']) => ({ ...group(2, 2), state });
    const before = cluster({ desired: 2, healthy: 2, writer: 'orders-1' });
    const result = (after: Snapshot) =>
      proofOf({ before: [before], undo: nobody }, [after], { before: [], after: [] }).result;
    expect(result(cluster({ desired: 2, healthy: 2, writer: 'orders-2' }))).toBe('irreversible');
    expect(result(cluster({ desired: 2, healthy: 1, writer: 'orders-2' }))).toBe('drifted');
  });

  it('takes a group that grew for whole, and one that shrank for drifted', () => {
    const result = (desired: number, healthy: number) =>
      proofOf({ before: [group(6, 6)], undo: provider }, [group(desired, healthy)], { before: [], after: [] }).result;
    expect(result(8, 8)).toBe('restored');
    expect(result(6, 6)).toBe('restored');
    expect(result(5, 5)).toBe('drifted');
  });

  it('is as bad as its worst finding', () => {
    expect(worst(['restored', 'unknown', 'drifted'])).toBe('unknown');
    expect(worst(['restored', 'drifted', 'irreversible'])).toBe('drifted');
    expect(worst(['restored', 'irreversible'])).toBe('irreversible');
    expect(worst([])).toBe('restored');
  });
});
