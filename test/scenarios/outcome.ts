import { expect } from 'vitest';
import { rehearse } from '../../apps/local/rehearsal.ts';
import { scenario, toldOutcome } from './scenarios.ts';

/** Rehearses a scenario: its verdict is what its README says, and what was broken is proved to be put right. */
export async function expectOutcome(name: string, traffic: 'requests' | 'closed-form'): Promise<void> {
  const { record, ledger } = await rehearse({ ...scenario(name), traffic, runId: `rehearsed-${name}` });
  const { verdict, recovery, reason } = record.terminal!;
  expect(verdict, reason).toBe(toldOutcome(name));
  const irreversible = ledger.some(({ undo }) => undo.by === 'nobody');
  expect(recovery, reason).toBe(irreversible ? 'irreversible' : 'restored');
}
