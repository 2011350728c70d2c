/** The stage of a rollout that a plan is for, and the caps that it puts on the experiment. */
import type { Experiment } from '../experiment/schema/experiment.ts';
import { type Refusal, refuse } from '../history/refusal.ts';
import { blastRadiusAt } from '../rollout/caps.ts';
import { chooseStage } from '../rollout/choose.ts';
import { type PlannedStage, plannedStage } from '../rollout/planned-stage.ts';
import { type RecallPorts, recall } from '../rollout/recall.ts';

export type StagedExperiment =
  | { readonly ok: true; readonly experiment: Experiment; readonly rollout?: PlannedStage }
  | { readonly ok: false; readonly refusal: Refusal };

/**
 * A memory that cannot be read lets nothing but the first stage be planned; whether that may
 * be run is then the guardrail's to say, which reads it again.
 * @param experiment references resolved
 * @param asked number of a stage, instead of the furthest that may be run
 */
export async function planStage(
  experiment: Experiment,
  definitionHash: string,
  asked: number | undefined,
  ports: RecallPorts,
): Promise<StagedExperiment> {
  const { platform } = ports.stage;
  const nothing = { definitionHash, outcomes: [], now: ports.clock.now(), platform };
  const memory = await recall(experiment, definitionHash, ports).catch(() => nothing);
  const choice = chooseStage(experiment, asked, memory);
  if (!choice.chosen) return { ok: false, refusal: refuse('rollout', choice.why) };
  const { stage } = choice;
  if (!stage) return { ok: true, experiment };
  const { blastRadius } = experiment;
  return {
    ok: true,
    experiment: { ...experiment, blastRadius: blastRadiusAt(stage.blastRadius, blastRadius) },
    rollout: plannedStage(stage, experiment, blastRadius, memory),
  };
}
