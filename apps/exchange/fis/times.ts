/** How long the steps of a template take, as `maxDuration` wants to know. */
import { iso } from '../../../core/experiment/durations.ts';
import type { Step } from '../../../core/experiment/schema/steps.ts';
import { wavesOf } from '../../../core/experiment/waves.ts';
import { fault } from '../../../core/faults/catalogue.ts';
import { checkParameters, durationOf } from '../../../core/faults/parameters.ts';

const hour = 3_600_000;
const longest = 12 * hour;

/** Whole hours, or `beyond` what a run may take; undefined where it cannot be told. */
export function longestOf(steps: readonly Step[]): string | 'beyond' | undefined {
  const lengths = new Map(steps.map((step) => [step.id, lengthOf(step)]));
  if ([...lengths.values()].includes(undefined)) return undefined;
  try {
    const waves = wavesOf(steps).map((ids) => Math.max(...ids.map((id) => lengths.get(id) ?? 0)));
    const whole = Math.max(1, Math.ceil(waves.reduce((sum, length) => sum + length, 0) / hour)) * hour;
    return whole > longest ? 'beyond' : iso(whole);
  } catch {
    return undefined;
  }
}

function lengthOf({ action = '', with: given = {} }: Step): number | undefined {
  const definition = fault(action);
  return definition && checkParameters(definition, given).length === 0 ? durationOf(definition, given) : undefined;
}
