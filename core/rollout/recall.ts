/** What the platform remembers of a definition's stages. */
import type { Experiment } from '../experiment/schema/experiment.ts';
import type { Ports } from '../ports/ports.ts';
import type { RolloutMemory } from './memory.ts';

export interface RecallPorts extends Pick<Ports, 'clock' | 'stage'> {
  readonly promotions: Pick<Ports['promotions'], 'of'>;
}

/** Nothing is read for a definition without a rollout. */
export async function recall(
  { metadata, rollout }: Pick<Experiment, 'metadata' | 'rollout'>,
  definitionHash: string,
  { promotions, clock, stage }: RecallPorts,
): Promise<RolloutMemory> {
  return {
    definitionHash,
    outcomes: rollout ? await promotions.of(metadata.name, definitionHash) : [],
    now: clock.now(),
    platform: stage.platform,
    validFor: stage.settings.promotionsValidFor,
  };
}
