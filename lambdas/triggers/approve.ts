/** Someone other than the starter lets a waiting run begin. Who they are is what STS says, not what they say. */
import type { Audience, IdentityProof } from '../../adapters/aws/identity-proof.ts';
import {
  type Approval,
  type ApprovalAnswer,
  type ApprovalOutcome,
  approvalsMissing,
} from '../../core/history/approval.ts';
import { isCaller } from '../../core/history/person.ts';
import { approve } from '../../core/lifecycle/approve.ts';
import { type ApproverPorts, approverPorts } from '../runtime/approver-ports.ts';
import { squallFunction } from '../runtime/function.ts';
import { parseEvent, personApproval } from './events.ts';

/** A refusal says by which rule, beside the sentence. */
export type ApproveAnswer =
  | Extract<ApprovalOutcome, { approved: true }>
  | Extract<ApprovalAnswer, { approved: false }>
  | Nobody;

const nobody = (why: string) => ({ approved: false, rule: 'identity', why }) as const;
type Nobody = ReturnType<typeof nobody>;

export const handler = squallFunction(
  {
    name: 'Approve',
    parse: (event) => parseEvent(personApproval, event, 'an approval'),
    about: ({ runId }) => ({ runId }),
    async work({ runId, planHash, reason, proof }, { environment, ports, telemetry: { logger } }) {
      const answer = await answerTo(
        { runId, planHash, ...(reason !== undefined && { reason }) },
        await callerOf(proof, { ...environment, runId, planHash }, ports),
        ports,
      );
      // Who tried is as worth knowing as who approved. The proof itself is in no line.
      logger.info('approval', { ...answer });
      return answer;
    },
  },
  approverPorts,
);

async function callerOf(
  proof: IdentityProof,
  { account, region, stage, runId, planHash }: Audience,
  { prove }: ApproverPorts,
): Promise<string | Nobody> {
  const identity = await prove(proof, { account, region, stage, runId, planHash });
  if (!identity.proven) return nobody(identity.why);
  // Anybody has an identity in some account of their own.
  if (identity.account !== account)
    return nobody(`${identity.arn} is of another account than the platform's, ${account}: approve with one of that`);
  if (!isCaller(identity.arn))
    return nobody(`${identity.arn} cannot be told from others: approve as a user, or with an assumed role`);
  return identity.arn;
}

async function answerTo(
  { runId, ...given }: Pick<Approval, 'planHash' | 'reason'> & { readonly runId: string },
  caller: string | Nobody,
  ports: ApproverPorts,
): Promise<ApproveAnswer> {
  if (typeof caller !== 'string') return caller;
  const answer = await approve(runId, { by: caller, at: ports.clock.now(), proof: 'sts', ...given }, ports);
  if (!answer.approved) return answer;
  const { approvals } = answer;
  const record = await ports.runs.load(runId);
  const missing = record ? approvalsMissing({ plan: record.plan, approvals }) : 0;
  return { approved: true, by: caller, approvals: approvals.length, missing };
}
