/** Faults that moved users elsewhere: they end last, and not by any alarm. */
import type { Platform } from './platform.ts';
import type { Started } from './witness.ts';

export const isMover = (
  { runId, actions }: Pick<Started, 'runId' | 'actions'>,
  { tables }: Pick<Platform, 'tables'>,
): boolean =>
  tables.records.get(runId)?.plan.steps.some(({ id, moves }) => moves && actions.some(({ name }) => name === id)) ??
  false;
