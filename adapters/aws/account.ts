/** Acting in another account: a role of ours there, taken on with an external id. */
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { type Bounds, bounded, clientSettings } from './clients.ts';
import { failureOf, isFailure } from './errors.ts';

export interface AssumedRole {
  readonly role: string;
  readonly externalId: string;
  /** Shown in the other account's trail: the platform's function. */
  readonly session: string;
  /** What to see to when STS refuses: a clause. */
  readonly remedy: string;
}

export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  readonly expiration: Date;
}

/** STS lets us not be that role, or answered without credentials. Trying again does not help. */
export class RoleNotAssumed extends Error {
  override readonly name = 'RoleNotAssumed';
}

/** The shortest that STS gives: a function's call is over long before. */
const lifetime = 900;

export const tokenService = (region: string, bounds: Bounds = {}): STSClient =>
  bounded(new STSClient({ ...clientSettings, region }), bounds);

/**
 * For a client's `credentials`.
 * @throws RoleNotAssumed; ServiceFailure for what may pass: throttling, no answer
 */
export const assumedRole =
  (sts: STSClient, { role, externalId, session, remedy }: AssumedRole) =>
  async (): Promise<Credentials> => {
    const command = new AssumeRoleCommand({
      RoleArn: role,
      ExternalId: externalId,
      RoleSessionName: session.replace(/[^\w+=,.@-]/g, '-').slice(0, 64),
      DurationSeconds: lifetime,
    });
    const { Credentials: given } = await sts.send(command).catch((error: unknown) => {
      const failure = failureOf(error, 'STS AssumeRole');
      if (!isFailure(failure, 'AccessDenied', 'InvalidRequest', 'NotFound')) throw failure;
      throw new RoleNotAssumed(`${role} cannot be assumed (${failure.code}): ${remedy}`, { cause: failure });
    });
    const { AccessKeyId, SecretAccessKey, SessionToken, Expiration } = given ?? {};
    if (!AccessKeyId || !SecretAccessKey || !SessionToken || !Expiration)
      throw new RoleNotAssumed(`STS gave no credentials for ${role}`);
    return {
      accessKeyId: AccessKeyId,
      secretAccessKey: SecretAccessKey,
      sessionToken: SessionToken,
      expiration: Expiration,
    };
  };
