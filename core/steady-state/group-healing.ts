/** Whether groups that lost a member for good made up for it in time. */
import { iso, millis } from '../experiment/durations.ts';
import type { LedgerEntry } from '../history/ledger.ts';
import type { RunHistory } from '../history/run-history.ts';
import type { Finding } from './findings.ts';

/**
 * Of each entry that nobody undoes, by its proof: when it was seen whole is known to the look
 * before, so that one look is given away. Nothing where the hypothesis does not ask, and for
 * what is in no group.
 */
export function ofGroups({ record, ledger, journal }: RunHistory): readonly Finding[] {
  const { groups: allowed } = record.plan.definition.hypothesis.recovery;
  if (allowed === undefined) return [];
  const { sampleEvery } = record.plan.times;
  return ledger.flatMap((entry): readonly Finding[] => {
    const names = groupsOf(entry);
    const { confirmedAt, undoneAt, proof } = entry;
    if (entry.undo.by !== 'nobody' || names === '' || confirmedAt === undefined) return [];
    if (undoneAt === undefined || proof === undefined || proof.result === 'unknown')
      return [{ kind: 'unseen', why: `whether ${names} was whole again was not seen` }];
    const took = undoneAt - confirmedAt;
    if (proof.result === 'drifted')
      return [{ kind: 'broken', why: `${names} was not whole again ${iso(took)} after its loss` }];
    const whole = `${names} was seen whole again ${iso(took)} after its loss`;
    if (took <= millis(allowed) + sampleEvery) return [{ kind: 'held', why: whole }];
    const looked = journal.some(
      ({ type, step, at }) => type === 'sampled' && step === 'VerifyAfter' && at >= confirmedAt && at < undoneAt,
    );
    return looked
      ? [{ kind: 'broken', why: `${whole}, and ${allowed} is allowed` }]
      : [{ kind: 'unseen', why: `${whole}, and nobody had looked within the ${allowed} that is allowed` }];
  });
}

const groupsOf = ({ before }: LedgerEntry): string =>
  [...new Set(before.flatMap(({ group }) => group ?? []))].sort().join(' and ');
