/** The run whole, for programs: record, journal and ledger, secrets hidden. */

import type { RunHistory } from '../../core/history/run-history.ts';
import { canonicalJson } from '../../core/plan/hash.ts';
import { redactHistory } from './redact.ts';

/** @returns JSON with sorted keys and two spaces, ending in a newline. The same history gives the same bytes. */
export function json(history: RunHistory): string {
  const { record, journal, ledger } = redactHistory(history);
  return `${JSON.stringify(JSON.parse(canonicalJson({ schemaVersion: 1, record, journal, ledger })), undefined, 2)}\n`;
}
