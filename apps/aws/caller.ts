/** Who is asking, and where: the credentials and the Region that the SDK finds in the shell. */
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { bounded, clientSettings } from '../../adapters/aws/clients.ts';
import { DeploymentUnknown } from './deployment-unknown.ts';

export interface Caller {
  /** 12 digits. */
  readonly account: string;
  /** Of the user, or of the assumed role with its session: what a run's record calls `startedBy`. */
  readonly arn: string;
}

/** STS's word, which needs no permission. @throws ServiceFailure without credentials, or with some that AWS does not take */
export async function whoAsks(region: string): Promise<Caller> {
  const sts = bounded(new STSClient({ ...clientSettings, region }));
  const { Account = '', Arn = '' } = await sts.send(new GetCallerIdentityCommand({}));
  return { account: Account, arn: Arn };
}

/** `AWS_REGION`, or what the profile says. @throws DeploymentUnknown when neither does */
export async function regionOfShell(): Promise<string> {
  try {
    return await new STSClient({}).config.region();
  } catch (error) {
    throw new DeploymentUnknown(
      'in which Region is it? Say --region <region>, or set AWS_REGION, or a region in your AWS profile',
      { cause: error },
    );
  }
}
