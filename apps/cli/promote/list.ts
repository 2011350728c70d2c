/** `squall promote ls`: of each stage of each definition, what was shown last. */
import { type StageOutcome, showsHeld } from '../../../core/rollout/outcome.ts';
import { stageWords } from '../../../core/rollout/stage.ts';
import type { PromoteOptions } from '../commands/promote.ts';
import { exitCodes } from '../exit-code.ts';
import type { Io } from '../io.ts';
import { withPlatform } from '../platforms/open.ts';
import { printed } from '../screen/output.ts';
import { plainAll } from '../text/plain.ts';
import { table } from '../text/table.ts';
import { dateTime } from '../text/times.ts';

const columns = ['experiment', 'definition', 'stage', 'showed', 'recovery', 'ended', 'run', 'known by'];

export async function listPromotions(io: Io, options: PromoteOptions): Promise<number> {
  return withPlatform(io, options, async (platform) => {
    const outcomes = await platform.promotions();
    if (await printed(io, options.output, outcomes)) return exitCodes.held;
    if (outcomes.length === 0) io.out(`Nothing is known of any stage in ${platform.name}.`);
    else {
      const rows = plainAll(outcomes).map((outcome) => rowOf(outcome, io));
      for (const line of table(
        columns.map((title) => ({ title })),
        rows,
        io.colours.dim,
      ))
        io.out(line);
    }
    return exitCodes.held;
  });
}

function rowOf(outcome: StageOutcome, { colours }: Io): string[] {
  const { experiment, definitionHash, stage, verdict, recovery, endedAt, runId, imported } = outcome;
  return [
    experiment,
    definitionHash.slice(0, 12),
    `${stage.number} of ${stage.of}: ${stageWords(stage)}`,
    showsHeld(outcome) ? colours.green(verdict) : colours.red(verdict),
    recovery,
    dateTime(endedAt),
    runId,
    imported ? `${imported.by}, ${dateTime(imported.at)}` : 'its own run',
  ];
}
