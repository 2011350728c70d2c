/** Acting in another account: a role of ours there, taken on with an external id. */
import { AssumeRoleCommand, type STSClient } from '@aws-sdk/client-sts';

export interface AssumedRole {
  readonly role: string;
  readonly externalId: string;
  /** Shown in the other account's trail: the run or the function. */
  readonly session: string;
}

export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  readonly expiration: Date;
}

/** STS answered without credentials. */
export class RoleNotAssumed extends Error {
  override readonly name = 'RoleNotAssumed';
}

/** The shortest that STS gives: a function's call is over long before. */
const lifetime = 900;

/** For a client's `credentials`: the SDK asks again before they expire. */
export const assumedRole =
  (sts: STSClient, { role, externalId, session }: AssumedRole) =>
  async (): Promise<Credentials> => {
    const { Credentials: given } = await sts.send(
      new AssumeRoleCommand({
        RoleArn: role,
        ExternalId: externalId,
        RoleSessionName: session.replace(/[^\w+=,.@-]/g, '-').slice(0, 64),
        DurationSeconds: lifetime,
      }),
    );
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
