/** Kind `Drill`: a zone or a Region is evacuated, timed against objectives, and everything comes home. Each is an ordinary run. */
import * as z from 'zod/mini';
import { experiment } from '../../experiment/schema/experiment.ts';
import { step } from '../../experiment/schema/steps.ts';
import { drillTerms } from './terms.ts';

const {
  apiVersion,
  metadata,
  parameters,
  environment,
  world,
  hypothesis,
  guardrails,
  blastRadius,
  targets,
  rollout,
  schedule,
  maxDuration,
  report,
} = experiment.shape;

const steps = z.array(step).check(z.minLength(1), z.maxLength(40));

export const drill = z.strictObject({
  apiVersion,
  kind: z.literal('Drill'),
  metadata,
  parameters,
  environment,
  world,
  ...drillTerms,
  hypothesis,
  guardrails,
  blastRadius,
  targets,
  /** What takes the place away, all of it until the drill is over. Default: nothing, a planned evacuation. */
  loss: z.optional(z.strictObject({ steps })),
  /** How traffic, capacity and data move, in this order. Default: AWS moves them by itself, and is timed. */
  move: z.optional(z.strictObject({ steps })),
  rollout,
  schedule,
  maxDuration,
  report,
});

export type Drill = z.infer<typeof drill>;
