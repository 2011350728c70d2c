/** `squall plan`: what a run would touch, and what would refuse it. Touches nothing. */
import type { FaultPreview } from '../../../adapters/aws/fis-preview.ts';
import { type Refusal, sentence } from '../../../core/history/refusal.ts';
import type { Plan } from '../../../core/plan/plan.ts';
import type { Prediction } from '../../local/platform.ts';
import { exitCodes } from '../exit-code.ts';
import type { Io } from '../io.ts';
import type { DeploymentOptions } from '../platforms/open.ts';
import type { PreparationOptions } from '../run/preparation.ts';
import { type Format, printed } from '../screen/output.ts';
import { objectivesOf } from '../screen/plan-drill.ts';
import { planPage } from '../screen/plan-page.ts';
import { plainAll } from '../text/plain.ts';

export interface PlanCommandOptions extends PreparationOptions, DeploymentOptions {
  readonly aws?: true;
  /** Where the run would be kept. */
  readonly directory: string;
  readonly output: Format;
  readonly detailedExitcode?: true;
  /** How often to rehearse the plan. */
  readonly predict?: number;
  /** In AWS: show it to FIS with every action skipped. */
  readonly preview?: true;
}

/** What either way of planning answers. */
export interface Planned {
  readonly where: string;
  readonly seed: number;
  /** Missing when there can be none. */
  readonly plan?: Plan;
  readonly refusals: readonly Refusal[];
  /** Why it cannot be rehearsed, where that is so. */
  readonly notSimulated?: Refusal;
  /** Rehearsed, where that was asked for; null when it would be refused. */
  readonly prediction?: Prediction | null;
  /** In AWS, where that was asked for: what FIS resolves. */
  readonly preview?: FaultPreview;
  /** In AWS. */
  readonly deployed?: { readonly same: boolean; readonly says: string };
  /** Flags that the command to run it takes besides. */
  readonly flags: readonly string[];
}

/** With `--detailed-exitcode`: a plan that something would be touched by. */
const somethingWould = 2;

export async function execute(io: Io, [file]: readonly string[], options: PlanCommandOptions): Promise<number> {
  const planned = await (options.aws
    ? (await import('../run/plan-in-aws.ts')).planInAwsFor(file!, options)
    : (await import('../run/plan-locally.ts')).planLocallyFor(file!, options, io.person));
  const { plan, refusals, where, prediction, preview, deployed, notSimulated } = planned;
  const drill = plan?.definition.drill;
  const said = {
    where,
    plan: plan ?? null,
    refusals,
    ...(drill && { objectives: objectivesOf(plan, drill) }),
    ...(notSimulated && { notSimulated }),
    ...(prediction !== undefined && { prediction }),
    ...(preview && { preview }),
    ...(deployed && { deployed }),
  };
  if (!(await printed(io, options.output, said))) {
    if (plan) {
      const page = {
        plan: plainAll(plan),
        refusals: plainAll(refusals),
        preview: preview && plainAll(preview),
        prediction: prediction ? plainAll(prediction) : undefined,
        where,
        deployed: deployed && plainAll(deployed.says),
        columns: io.width(),
      };
      for (const line of planPage(page, io.colours)) io.out(line);
    } else {
      io.out(where);
      for (const refusal of refusals) io.out(io.colours.red(sentence(plainAll(refusal))));
    }
    if (notSimulated) io.out(io.colours.yellow(`No rehearsal: ${plainAll(notSimulated).why}.`));
    else if (plan && refusals.length === 0) io.out(runCommand(file!, planned, plan, options));
  }
  if (refusals.length > 0) return exitCodes.refused;
  const touches = plan?.steps.some(({ targets }) => Object.values(targets).some((ids) => ids.length > 0));
  return options.detailedExitcode && touches ? somethingWould : exitCodes.held;
}

/** The command that runs exactly this plan, or refuses. */
function runCommand(
  file: string,
  { seed, flags }: Planned,
  { hash }: Plan,
  { param = [] }: PlanCommandOptions,
): string {
  const parameters = param.map((pair) => `--param ${pair}`);
  return ['Run it:  squall run', file, ...flags, `--seed ${seed}`, ...parameters, `--plan ${hash.slice(0, 16)}`].join(
    ' ',
  );
}
