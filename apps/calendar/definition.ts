/** An experiment as it is stored: under its hash, with the days that its holidays fall on. */
import type { Experiment } from '../../core/experiment/schema/experiment.ts';
import { definitionHash } from '../../core/plan/definition-hash.ts';
import type { Instant } from '../../core/ports/clock.ts';
import type { StoredDefinition } from '../../core/ports/definitions.ts';
import { calendarFor } from './holidays.ts';

/** @param at when it is stored, by the clock that its runs go by. @throws UnknownHolidays */
export function definitionAt(experiment: Experiment, at: Instant): StoredDefinition {
  const calendar = calendarFor(experiment, at);
  return { hash: definitionHash(experiment), experiment, ...(calendar && { calendar }) };
}
