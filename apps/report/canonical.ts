/**
 * What must be equal for equal seeds, and nothing else: two runs of one plan and seed
 * have the same canonical text, whatever the speed, the machine and the hour.
 *
 * Left out: who started it (`startedBy`) and who approved it, with their reasons, for these
 * are facts of persons, not of the run. That and when it was approved stays.
 * Replaced: the run id (`RUN`, wherever it occurs), for it carries the wall clock and
 * random characters; client tokens (`TOKEN-1`…) and providers' ids (`FAULT-1`…), for they
 * are derived from the run id or drawn by the provider. Each keeps its number throughout,
 * so that which entry belongs to which fault still has to agree.
 * Kept: all instants, as the world's virtual clock told them, and the order of the journal.
 */
import type { JournalEntry } from '../../core/history/journal.ts';
import type { RunHistory } from '../../core/history/run-history.ts';
import { canonicalJson } from '../../core/plan/hash.ts';
import { redactHistory } from './redact.ts';

/** @returns canonical JSON: sorted keys, no white space, no newline at its end. */
export function canonical(history: RunHistory): string {
  const { record, journal, ledger } = redactHistory(history);
  const { startedBy: _person, approvals: _people, ...rest } = record;
  const names = replacements(history);
  return canonicalJson(replaced({ record: rest, journal: journal.map(impersonal), ledger }, names));
}

const impersonal = (entry: JournalEntry) => {
  if (entry.type !== 'approved') return entry;
  const { by: _by, playedBy: _playedBy, reason: _reason, ...rest } = entry;
  return rest;
};

type Replacements = readonly (readonly [from: string, to: string])[];

/** Longest first, so that an id which holds another is replaced whole. */
function replacements({ record, journal, ledger }: RunHistory): Replacements {
  const tokens = new Set(ledger.map((entry) => entry.fault.token));
  const faults = new Set([
    ...journal.flatMap((entry) => (entry.type === 'injected' ? [entry.externalId] : [])),
    ...ledger.flatMap((entry) => entry.fault.externalId ?? []),
  ]);
  const numbered = (ids: ReadonlySet<string>, word: string) =>
    [...ids].filter((id) => id !== '').map((id, i) => [id, `${word}-${i + 1}`] as const);
  return [...numbered(tokens, 'TOKEN'), ...numbered(faults, 'FAULT'), [record.runId, 'RUN'] as const].sort(
    ([a], [b]) => b.length - a.length,
  );
}

function replaced(value: unknown, names: Replacements): unknown {
  if (typeof value === 'string') return names.reduce((text, [from, to]) => text.replaceAll(from, to), value);
  if (Array.isArray(value)) return value.map((inner) => replaced(inner, names));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [replaced(key, names) as string, replaced(inner, names)]),
  );
}
