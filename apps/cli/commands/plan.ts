/** `squall plan`: what a run would touch, and what would refuse it. Touches nothing. */
import { sentence } from '../../../core/history/refusal.ts';
import { planLocally, predictLocally } from '../../local/platform.ts';
import { exitCodes } from '../exit-code.ts';
import type { Io } from '../io.ts';
import { type PreparationOptions, prepare } from '../run/preparation.ts';
import { type Format, printed } from '../screen/output.ts';
import { planPage } from '../screen/plan-page.ts';
import { where } from '../screen/where.ts';
import { plainAll } from '../text/plain.ts';

export interface PlanCommandOptions extends PreparationOptions {
  readonly output: Format;
  readonly detailedExitcode?: true;
  /** How often to rehearse the plan. */
  readonly predict?: number;
}

/** With `--detailed-exitcode`: a plan that something would be touched by. */
const somethingWould = 2;

export async function execute(io: Io, [file]: readonly string[], options: PlanCommandOptions): Promise<number> {
  const prepared = prepare(file!, options);
  const place = where(prepared.world.metadata.name, prepared.seed);
  const answer = await planLocally(prepared);
  const refusals = answer.ok ? answer.refusals : [answer.refusal];
  const plan = answer.ok ? answer.plan : undefined;
  const rehearsals = options.predict;
  // What would be refused is not rehearsed.
  const prediction =
    plan && refusals.length === 0 && rehearsals !== undefined
      ? await predictLocally({ ...prepared, plan, rehearsals })
      : undefined;
  const predicted = rehearsals === undefined ? {} : { prediction: prediction ?? null };
  if (!(await printed(io, options.output, { where: place, plan: plan ?? null, refusals, ...predicted }))) {
    if (plan) {
      const page = {
        plan: plainAll(plan),
        refusals: plainAll(refusals),
        prediction: prediction && plainAll(prediction),
        where: place,
        columns: io.width(),
      };
      for (const line of planPage(page, io.colours)) io.out(line);
    } else {
      io.out(place);
      for (const refusal of refusals) io.out(io.colours.red(sentence(plainAll(refusal))));
    }
    if (refusals.length === 0) io.out(runCommand(file!, prepared.seed, plan!.hash, options));
  }
  if (refusals.length > 0) return exitCodes.refused;
  const touches = plan!.steps.some(({ targets }) => Object.values(targets).some((ids) => ids.length > 0));
  return options.detailedExitcode && touches ? somethingWould : exitCodes.held;
}

/** The command that runs exactly this plan, or refuses. */
function runCommand(file: string, seed: number, hash: string, { param = [], traffic }: PlanCommandOptions): string {
  const flags = [...param.map((pair) => `--param ${pair}`), ...(traffic ? [`--traffic ${traffic}`] : [])];
  return ['Run it:  squall run', file, `--seed ${seed}`, ...flags, `--plan ${hash.slice(0, 16)}`].join(' ');
}
