/** When two identities are one person, as far as an identity can tell. */

/** Who started a run, when its request does not say. */
export const unknownStarter = 'unknown';

const assumedRole = /^arn:aws[\w-]*:sts::(\d{12}):assumed-role\/([^/]+)\/(.+)$/;
const caller = /^arn:aws[\w-]*:(?:iam::\d{12}:(?:user\/.+|root)|sts::\d{12}:assumed-role\/[^/]+\/.+)$/i;

/** Begins `startedBy` of a run that a schedule started: nobody's, so that anybody else may approve it. */
export const bySchedule = 'schedule ';

/**
 * An ARN that STS gives for someone who can be told from others: a user, the root user, an
 * assumed role. Not a federated user, whose name is chosen by whoever asks for the token.
 */
export const isCaller = (identity: string): boolean => caller.test(identity.trim());

/**
 * A key that is equal for identities that may be one person. Whoever assumes a role chooses
 * the name of the session, so that all sessions of a role count as one person. Only for
 * roles of IAM Identity Center, where AWS itself names the session after the user, the
 * session tells people apart; and there a user is the same one in every account and under
 * every permission set. Anything else is a name as it stands, whatever its case.
 */
export function personOf(identity: string): string {
  const name = identity.trim().toLowerCase();
  const [, account, role, session] = assumedRole.exec(name) ?? [];
  if (role === undefined) return name;
  return role.startsWith('awsreservedsso_') ? `identity-center/${session}` : `role/${account}/${role}`;
}

export const samePerson = (one: string, other: string): boolean => personOf(one) === personOf(other);
