/** `squall promote import`: the record of a stage elsewhere, kept here if its key is trusted. */
import { readFileSync } from 'node:fs';
import { fingerprintOf, readPublicKey } from '../../../adapters/signatures/key.ts';
import { readPromotion } from '../../../adapters/signatures/promotion.ts';
import { definitionHash } from '../../../core/plan/definition-hash.ts';
import { stageWords } from '../../../core/rollout/stage.ts';
import { ofAnother } from '../../../core/rollout/trust.ts';
import { formatProblem, readExperiment } from '../../documents/read.ts';
import type { PromoteOptions } from '../commands/promote.ts';
import { exitCodes } from '../exit-code.ts';
import { Failure } from '../failure.ts';
import type { Io } from '../io.ts';
import { withPlatform } from '../platforms/open.ts';
import { plain } from '../text/plain.ts';
import { dateTime } from '../text/times.ts';

export async function importRecord(io: Io, file: string, options: PromoteOptions): Promise<number> {
  const document = readFileSync(file, 'utf8');
  const other = options.for === undefined ? undefined : misplaced(document, options.for);
  if (other !== undefined) return refused(io, file, other);
  return withPlatform(io, options, async (platform) => {
    const trusted = options.trust === undefined ? undefined : keyOf(options.trust);
    const answer = await platform.importPromotion(document, trusted);
    if (!answer.imported) return refused(io, file, answer.why);
    const { experiment, stage, runId, verdict, recovery, endedAt } = answer.promotion;
    const so = answer.held
      ? `${stageWords(stage)} held`
      : `${stageWords(stage)} did not hold (${verdict}, recovery ${recovery}), and the next stage may not be run`;
    io.out(
      plain(
        `${platform.name}: ${experiment}: ${so}, in run ${runId} on ${dateTime(endedAt)}; imported by ${answer.by}`,
      ),
    );
    return exitCodes.held;
  });
}

function refused(io: Io, file: string, why: string): number {
  io.err(io.errorColours.red(plain(`not imported: ${file}: ${why}`)));
  return exitCodes.refused;
}

/** @throws Failure for a file with problems */
function misplaced(document: string, experimentFile: string): string | undefined {
  const read = readPromotion(document);
  if (!read.valid) return read.why;
  const file = readExperiment(experimentFile);
  if ('problems' in file) throw new Failure(file.problems.map(formatProblem).join('\n'));
  const { experiment } = file;
  return ofAnother(read.document.statement, { hash: definitionHash(experiment), experiment });
}

function keyOf(file: string): string {
  try {
    return fingerprintOf(readPublicKey(readFileSync(file, 'utf8'), file));
  } catch (error) {
    throw new Failure((error as Error).message);
  }
}
