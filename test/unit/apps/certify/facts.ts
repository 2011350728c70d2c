/** What a good exercise has seen: the drill that an alarm aborted, and that was put right. */
import type { Facts } from '../../../../apps/certify/facts.ts';
import { histories } from '../../../fixtures/histories.ts';

const history = histories.aborted!;
const proved = Math.max(...history.ledger.map(({ undoneAt }) => undoneAt!));
const disturbedAt = proved - 45_000;

export const goodFacts: Facts = {
  history,
  times: {
    startedAt: history.record.proposedAt,
    injectedAt: disturbedAt - 60_000,
    disturbedAt,
    faultsEndedAt: disturbedAt + 30_000,
    restoredAt: proved,
  },
  lookEvery: 1000,
  active: [],
  locks: [],
  running: [],
  world: { result: 'restored', findings: [{ id: 'i-1', result: 'restored', detail: 'as before' }] },
};
