import type { Experiment } from '../experiment/schema/experiment.ts';
import { hashOf } from './hash.ts';

/**
 * The name of what is believed and broken, wherever and however far: a stage that held
 * vouches for the next one, so environment, caps, schedule and report are left out, and the
 * rollout, which holds nothing but environments and caps.
 */
export function definitionHash(experiment: Experiment): string {
  const {
    environment: _,
    blastRadius: _caps,
    rollout: _stages,
    schedule: _schedule,
    report: _report,
    ...rest
  } = experiment;
  return hashOf(rest);
}
