/** A schedule that is asked about, wherever it was found. */

import { scopeFlag, switchOver } from '../../../core/history/scope.ts';
import type { Schedule } from '../../../core/plan/coming-runs.ts';
import type { Instant } from '../../../core/ports/clock.ts';
import type { StoredDefinition } from '../../../core/ports/definitions.ts';
import type { Switch } from '../../../core/ports/switches.ts';

export interface Scheduled {
  readonly definition: StoredDefinition;
  readonly schedule: Schedule;
  /** One clause: whether it will start anything at all. */
  readonly state: string;
  /** The kill switch that holds it back now, in words. */
  readonly halted?: string;
  /** What the list cannot know, in sentences. */
  readonly notes: readonly string[];
  readonly enabledAt?: Instant;
  readonly lastEnd?: Instant;
}

/** What a list of coming runs does not say, for any experiment. */
export function notesOn({ experiment }: StoredDefinition, rate: boolean): readonly string[] {
  const { steps, guardrails, environment } = experiment;
  const asked = guardrails.approval?.in.includes(environment);
  return [
    ...(rate ? ['A rate is counted from when its schedule is enabled: these times are as if that were now.'] : []),
    ...(steps.some(({ fisTemplate }) => fisTemplate !== undefined)
      ? ['How long a step of an existing FIS template takes is known to AWS alone, and is not counted.']
      : []),
    ...(asked ? ['Each run waits for its approval first.'] : []),
    'Alarms, targets, other runs and all other guardrails are asked when it comes.',
  ];
}

export function haltedBy(raised: readonly Switch[], { experiment }: StoredDefinition): string | undefined {
  const found = switchOver(raised, experiment.metadata);
  return (
    found &&
    `${found.by} has raised the kill switch (${found.reason}): squall resume ${scopeFlag(found.scope)} lowers it`
  );
}
