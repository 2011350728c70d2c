/** Who sends an event that only a person may: what STS says, and not what they say. */
import type { Audience, IdentityProof } from '../../adapters/aws/identity-proof.ts';
import type { ProveIdentity } from '../../adapters/aws/proven-identity.ts';
import { isCaller } from '../../core/history/person.ts';

export type Caller = { readonly known: true; readonly arn: string } | { readonly known: false; readonly why: string };

/** Of the platform's own account, and someone who can be told from others. */
export async function callerOf(proof: IdentityProof, audience: Audience, prove: ProveIdentity): Promise<Caller> {
  const nobody = (why: string): Caller => ({ known: false, why });
  const identity = await prove(proof, audience);
  if (!identity.proven) return nobody(identity.why);
  // Anybody has an identity in some account of their own.
  if (identity.account !== audience.account)
    return nobody(
      `${identity.arn} is of another account than the platform's, ${audience.account}: ${audience.act} with one of that`,
    );
  if (!isCaller(identity.arn))
    return nobody(`${identity.arn} cannot be told from others: ${audience.act} as a user, or with an assumed role`);
  return { known: true, arn: identity.arn };
}
