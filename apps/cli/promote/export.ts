/** `squall promote export`: a run at a stage, as a record that another platform takes. */
import { createPublicKey } from 'node:crypto';
import { rendered } from '../../../adapters/signatures/document.ts';
import { fingerprintOf } from '../../../adapters/signatures/key.ts';
import { signPromotion } from '../../../adapters/signatures/promotion.ts';
import type { RunRecord } from '../../../core/history/run-record.ts';
import { outcomeKey, outcomeOf, type StageOutcome, showsHeld } from '../../../core/rollout/outcome.ts';
import { promotionOf } from '../../../core/rollout/promotion.ts';
import { stageWords } from '../../../core/rollout/stage.ts';
import { redact } from '../../../core/secrets/redact.ts';
import { writeWhole } from '../../documents/whole-file.ts';
import type { PromoteOptions } from '../commands/promote.ts';
import { exitCodes } from '../exit-code.ts';
import { Failure } from '../failure.ts';
import type { Io } from '../io.ts';
import { withPlatform } from '../platforms/open.ts';
import { chosenRun } from '../run/selection.ts';
import { signingKey } from '../run/signing-key.ts';
import { plain } from '../text/plain.ts';
import { pairs } from '../text/table.ts';

/** The run that counts for its stage, whatever it showed: a record of one that did not hold takes an earlier one's place. */
export async function exportRun(io: Io, given: string, { key, out, ...options }: PromoteOptions): Promise<number> {
  return withPlatform(io, options, async (platform) => {
    const { record } = await chosenRun(platform, given);
    const outcome = counting(record, await platform.promotions());
    const { directory } = options;
    const signing = signingKey({
      directory,
      own: 'promote.key',
      what: 'the record',
      ...(key !== undefined && { key }),
    }).take();
    const statement = redact(promotionOf(outcome, { signedAt: Date.now(), signedBy: platform.person }));
    const file = out ?? `${record.runId}.promotion.json`;
    const text = rendered(signPromotion(statement, signing));
    const { environment } = outcome.stage;
    const fingerprint = fingerprintOf(createPublicKey(signing));
    if (file === '-') io.write(text);
    else await writeWhole(file, text);
    const told: readonly (readonly [string, string])[] = [
      ['Stage', `${outcome.stage.number} of ${outcome.stage.of}, ${stageWords(outcome.stage)}`],
      ['Run', `${outcome.runId}: ${outcome.verdict}, recovery ${outcome.recovery}`],
      ...(showsHeld(outcome)
        ? []
        : [['Note', 'it did not hold: imported, it takes the next stage’s leave away'] as const]),
      ...(file === '-' ? [] : [['Record', file] as const]),
      ['Key', fingerprint],
      ['Trusted by', `promotions: { trust: [{ environment: ${environment}, key: "${fingerprint}" }] }`],
    ];
    // The record itself may be on stdout.
    for (const line of pairs(told, io.width())) (file === '-' ? io.err : io.out)(plain(line));
    return exitCodes.held;
  });
}

/** @throws Failure for a run that shows nothing of a stage, or that another has followed there */
function counting(record: RunRecord, known: readonly StageOutcome[]): StageOutcome {
  const { runId, rollout, terminal } = record;
  if (!rollout) throw new Failure(`run ${runId} was at no stage: its experiment has no rollout`);
  if (!terminal) throw new Failure(`run ${runId} is ${record.phase}: it shows something once it is concluded`);
  const outcome = outcomeOf(record, terminal);
  if (!outcome)
    throw new Failure(
      `run ${runId} changed nothing (${terminal.end}), and so shows nothing of its stage: ${terminal.reason}`,
    );
  const standing = known.find((each) => outcomeKey(each) === outcomeKey(outcome));
  if (standing?.runId === runId) return standing;
  throw new Failure(
    standing
      ? `run ${standing.runId} has ended at that stage since (${standing.verdict}), and counts instead: export that one`
      : `nothing is known of run ${runId}'s stage any more: run it again`,
  );
}
