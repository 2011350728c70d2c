/** `squall approve`: someone other than the starter lets a waiting run begin, or go on. */
import { approvalsNeeded } from '../../../core/history/approval.ts';
import { type Decision, decisionFor, decisionsAwaited } from '../../../core/history/decision.ts';
import type { RunRecord } from '../../../core/history/run-record.ts';
import { positionWords } from '../../../core/rollout/planned-stage.ts';
import { exitCodes } from '../exit-code.ts';
import { Failure } from '../failure.ts';
import type { Io } from '../io.ts';
import { type PlatformOptions, withPlatform } from '../platforms/open.ts';
import type { Platform } from '../platforms/platform.ts';
import { chosenRun } from '../run/selection.ts';
import { count } from '../text/numbers.ts';
import { plain } from '../text/plain.ts';

export interface ApproveOptions extends PlatformOptions {
  readonly reason?: string;
  readonly plan?: string;
  readonly as?: string;
}

/** 0 once it is approved, whether or not others must approve it too; 3 when the approval does not count. */
export async function execute(io: Io, [given = 'last']: readonly string[], options: ApproveOptions): Promise<number> {
  const { reason, plan, as } = options;
  return withPlatform(io, options, async (platform) => {
    const { record, journal } = await chosenRun(platform, given);
    held(record, plan);
    const decision = decisionFor(decisionsAwaited(record, journal));
    for (const line of whatIsApproved(record, decision)) io.out(plain(line));
    const asked = { ...(reason !== undefined && { reason }), ...(as !== undefined && { as }) };
    const outcome = await platform.approve(record, asked);
    if (!outcome.approved) {
      const line = `not approved: ${outcome.why}${advice(record, platform, as)}`;
      io.err(io.errorColours.red(plain(line)));
      return exitCodes.refused;
    }
    const { by, missing } = outcome;
    const after = missing === 0 ? 'it goes on at its next look' : `${count(missing, 'more approval')} needed`;
    io.out(plain(`${record.runId}: approved by ${by}; ${after}`));
    return exitCodes.held;
  });
}

/** `--plan` may be the beginning of a hash, as `plan` and `show` print it. @throws Failure */
function held({ runId, planHash }: RunRecord, plan: string | undefined): void {
  if (plan === undefined || (plan.length >= 8 && planHash.startsWith(plan))) return;
  throw new Failure(
    `not approved: run ${runId} waits with plan ${planHash.slice(0, 12)}, and not ${plan}: squall show ${runId}`,
    exitCodes.refused,
  );
}

function whatIsApproved(
  { runId, title, environment, startedBy, planHash, plan }: RunRecord,
  decision: Decision | undefined,
): readonly string[] {
  const targets = new Set(plan.targets.flatMap(({ chosen }) => chosen)).size;
  const needed = decision?.needed ?? approvalsNeeded(plan);
  const asked = decision ? `which waits for ${count(needed, 'approval')} at ${decision.stepId}` : undefined;
  return [
    `${title}, in ${environment}${plan.rollout ? ` (${positionWords(plan.rollout)})` : ''}: ${count(targets, 'target')}, ${count(plan.steps.length, 'step')}${plan.irreversible.length > 0 ? `, ${plan.irreversible.length} of them irreversible` : ''}`,
    `run ${runId}, started by ${startedBy}, plan ${planHash.slice(0, 12)}, ${asked ?? (needed === 0 ? 'which needs no approval' : `which needs ${count(needed, 'approval')}`)}`,
  ];
}

/** Here nobody else can be asked: who approves is a part that someone plays. */
function advice({ startedBy, terminal }: RunRecord, { person }: Platform, as: string | undefined): string {
  if (as !== undefined || person !== startedBy || terminal) return '';
  return startedBy.startsWith('arn:')
    ? ''
    : '. On this machine nobody proves who they are: --as NAME plays the part of an approver, and is recorded as simulated';
}
