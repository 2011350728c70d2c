/** What must be true once an exercise is over. Pure. */

import type { Exercise } from './exercise.ts';
import type { Facts } from './facts.ts';
import { isRestored } from './fleet.ts';
import { leaseOf, provedAt } from './measures.ts';

export interface Criterion {
  readonly id: string;
  /** One sentence without a full stop. */
  readonly says: string;
  /** Whether a miss means that something may not have been put right. */
  readonly restoration: boolean;
  /** What was found instead, or undefined when it is met. */
  readonly missed: (facts: Facts, exercise: Exercise) => string | undefined;
}

const iso = (at: number) => new Date(at).toISOString();

export const criteria: readonly Criterion[] = [
  {
    id: 'one-terminal-record',
    says: 'the run has one terminal record, written once',
    restoration: true,
    missed({ history: { record, journal }, gaveUp }) {
      const written = journal.filter(({ type }) => type === 'concluded');
      if (!record.terminal) return `none${gaveUp === undefined ? '' : `: ${gaveUp}`}`;
      return written.length === 1 ? undefined : `the journal concludes ${written.length} times`;
    },
  },
  {
    id: 'all-proved',
    says: 'every ledger entry has its proof, and none is drifted or unknown',
    restoration: true,
    missed({ history: { ledger } }) {
      const open = ledger.filter(
        ({ state, proof }) => state !== 'undone' || !(proof?.result === 'restored' || proof?.result === 'irreversible'),
      );
      return open.length === 0
        ? undefined
        : open.map(({ id, state, proof }) => `${id} is ${proof?.result ?? state}`).join(', ');
    },
  },
  {
    id: 'no-active-fault',
    says: 'the provider shows no active fault of the run',
    restoration: true,
    missed: ({ active }) => (active.length === 0 ? undefined : `${active.join(', ')} is active`),
  },
  {
    id: 'ended-before-concluded',
    says: 'faults had ended, by the provider’s word, before the run was called concluded',
    restoration: true,
    missed({ history: { record }, times: { injectedAt, faultsEndedAt }, lookEvery }) {
      if (injectedAt === undefined || !record.terminal) return undefined;
      if (faultsEndedAt === undefined) return 'no end of the faults was seen';
      // Seen at a look, so that it may have been up to one pause before.
      if (faultsEndedAt - lookEvery <= record.terminal.at) return undefined;
      return `concluded at ${iso(record.terminal.at)}, and a fault was active until ${iso(faultsEndedAt)}`;
    },
  },
  {
    id: 'fleet-as-before',
    says: 'the fleet looks as it did before, by a look of the certification’s own',
    restoration: true,
    missed({ world }) {
      if (isRestored(world)) return undefined;
      const odd = world.findings.filter(({ result }) => result !== 'restored');
      return odd.map(({ id, result, detail }) => `${id} is ${result} (${detail})`).join(', ');
    },
  },
  {
    id: 'locks-released',
    says: 'the run holds no lock any more',
    restoration: true,
    missed: ({ locks }) => (locks.length === 0 ? undefined : `it holds ${locks.join(', ')}`),
  },
  {
    id: 'nothing-runs',
    says: 'no execution of the run is left',
    restoration: true,
    missed: ({ running }) => (running.length === 0 ? undefined : `${running.join(', ')} still runs`),
  },
  {
    id: 'within-lease',
    says: 'faults had ended and all was proved before the lease was over',
    restoration: false,
    missed({ history, times }) {
      const until = leaseOf(history.record);
      if (until === undefined) return 'the run never had a lease';
      const ended = times.faultsEndedAt;
      if (ended === undefined) return 'no end of the faults was seen';
      if (ended > until) return `faults ended at ${iso(ended)}, after the lease at ${iso(until)}`;
      const proved = provedAt(history.ledger);
      return proved !== undefined && proved > until
        ? `the last proof is of ${iso(proved)}, after the lease at ${iso(until)}`
        : undefined;
    },
  },
  {
    id: 'cause',
    says: 'the run ended for the reason that was given to it',
    restoration: false,
    missed({ history: { record } }, { cause }) {
      if (cause === undefined || cause.includes(record.cause?.kind as never)) return undefined;
      return `its cause is ${record.cause ? `${record.cause.kind} (${record.cause.detail})` : 'missing'}`;
    },
  },
  {
    id: 'recovery-attempts',
    says: 'recovery was attempted as often as it was made to',
    restoration: false,
    missed({ history: { record } }, { attempts = 1 }) {
      const { attempt } = record.recovery;
      return attempt >= attempts ? undefined : `${attempt} of at least ${attempts}`;
    },
  },
];
