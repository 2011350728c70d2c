/** What a run leaves behind, by its ledger: the entries that were not proved restored. */
import { groupKey, locksOn } from '../guardrails/locks.ts';
import type { LedgerEntry, Proof } from '../history/ledger.ts';
import { type Leftover, shortName } from '../history/leftover.ts';
import type { RunRecord } from '../history/run-record.ts';
import type { Instant } from '../ports/clock.ts';
import type { Lock } from '../ports/runs.ts';
import { accountOf } from '../targets/accounts.ts';
import { regionOf } from '../targets/places.ts';

/** One for each entry that is drifted or unknown, in the order of the ledger; an entry without proof is unknown. */
export const leftoversOf = (record: RunRecord, ledger: readonly LedgerEntry[], now: Instant): readonly Leftover[] =>
  ledger.flatMap((entry) => {
    const found = entry.proof?.result ?? 'unknown';
    if (found !== 'unknown' && found !== 'drifted') return [];
    const findings = notRestored(entry);
    const targets = findings.map(({ id }) => id);
    return {
      runId: record.runId,
      experiment: record.experiment,
      entryId: entry.id,
      stepId: entry.stepId,
      found,
      targets,
      findings,
      guards: guardsOf(record, entry, findings),
      since: now,
    };
  });

function notRestored({ proof, targets }: LedgerEntry): Proof['findings'] {
  const worse = proof?.findings.filter(({ result }) => result === 'unknown' || result === 'drifted') ?? [];
  const findings =
    worse.length > 0
      ? worse
      : targets.map((id) => ({ id, result: 'unknown' as const, detail: 'nothing was seen of it' }));
  return findings.toSorted((a, b) => (a.id < b.id ? -1 : 1));
}

/** The targets and what stands in them, with the scopes around them; and the groups that did not heal, for all of their members. */
function guardsOf({ plan, service }: RunRecord, { before }: LedgerEntry, findings: Proof['findings']): readonly Lock[] {
  const left = new Set(findings.map(({ id }) => id));
  const hit = plan.targets
    .flatMap(({ matched, reached = [] }) => [...matched, ...reached])
    .filter(({ id, subnet }) => left.has(id) || (subnet !== undefined && left.has(subnet)));
  const groups = new Set(findings.flatMap(({ group }) => group ?? []));
  const ofGroups = before.flatMap(({ id }) =>
    groups.has(shortName(id)) ? [`target/${id}`, groupKey(accountOf(id) ?? '', regionOf(id) ?? '', shortName(id))] : [],
  );
  const guards = new Map(locksOn(hit, service).map((lock) => [lock.key, lock]));
  for (const key of [...[...left].map((id) => `target/${id}`), ...ofGroups])
    guards.set(key, { key, mode: 'exclusive' });
  return [...guards.values()].sort((a, b) => (a.key < b.key ? -1 : 1));
}
