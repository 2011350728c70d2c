/** What a stack says of itself. */
import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { bounded, clientSettings } from '../../adapters/aws/clients.ts';
import { isFailure } from '../../adapters/aws/errors.ts';

export type Outputs = Readonly<Record<string, string>>;

/** By key; undefined when the account has no such stack in the Region. */
export async function outputsOf(stack: string, region: string): Promise<Outputs | undefined> {
  const cloudFormation = bounded(new CloudFormationClient({ ...clientSettings, region }));
  try {
    const { Stacks = [] } = await cloudFormation.send(new DescribeStacksCommand({ StackName: stack }));
    const outputs = Stacks[0]?.Outputs ?? [];
    return Object.fromEntries(outputs.map(({ OutputKey = '', OutputValue = '' }) => [OutputKey, OutputValue]));
  } catch (error) {
    // CloudFormation has no error of its own for it.
    if (isFailure(error, 'InvalidRequest', 'NotFound') && /does not exist/.test(error.message)) return undefined;
    throw error;
  }
}
