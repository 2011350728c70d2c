/** Someone other than the starter lets a waiting run begin, or go on. Who they are is what STS says, not what they say. */
import type { Approval, ApprovalAnswer, ApprovalOutcome } from '../../core/history/approval.ts';
import { missingBeside } from '../../core/history/decision.ts';
import { approve } from '../../core/lifecycle/approve.ts';
import { type ApproverPorts, approverPorts } from '../runtime/approver-ports.ts';
import { squallFunction } from '../runtime/function.ts';
import { type Caller, callerOf } from './caller.ts';
import { parseEvent, personApproval } from './events.ts';

/** A refusal says by which rule, beside the sentence. */
export type ApproveAnswer =
  | Extract<ApprovalOutcome, { approved: true }>
  | Extract<ApprovalAnswer, { approved: false }>
  | { readonly approved: false; readonly rule: 'identity'; readonly why: string };

export const handler = squallFunction(
  {
    name: 'Approve',
    parse: (event) => parseEvent(personApproval, event, 'an approval'),
    about: ({ runId }) => ({ runId }),
    async work({ runId, planHash, reason, proof }, { environment, ports, telemetry: { logger } }) {
      const { account, region, stage } = environment;
      const audience = { act: 'approve', account, region, stage, runId, planHash } as const;
      const answer = await answerTo(
        { runId, planHash, ...(reason !== undefined && { reason }) },
        await callerOf(proof, audience, ports.prove),
        ports,
      );
      // Who tried is as worth knowing as who approved. The proof itself is in no line.
      logger.info('approval', { ...answer });
      return answer;
    },
  },
  approverPorts,
);

async function answerTo(
  { runId, ...given }: Pick<Approval, 'planHash' | 'reason'> & { readonly runId: string },
  caller: Caller,
  ports: ApproverPorts,
): Promise<ApproveAnswer> {
  if (!caller.known) return { approved: false, rule: 'identity', why: caller.why };
  const answer = await approve(runId, { by: caller.arn, at: ports.clock.now(), proof: 'sts', ...given }, ports);
  if (!answer.approved) return answer;
  const { approvals } = answer;
  const record = await ports.runs.load(runId);
  const missing = record ? missingBeside({ plan: record.plan, approvals }) : 0;
  return { approved: true, by: caller.arn, approvals: approvals.length, missing };
}
