/** Roles as IAM describes them, asked for with boto3: our SDK has no client of IAM. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type Credentials, cliEnvironment } from './aws-cli.ts';
import { python } from './virtual-environment.ts';

export interface IamRole {
  readonly name: string;
  /** Statements of the trust policy. */
  readonly trust: readonly {
    readonly Effect: string;
    readonly Principal: Readonly<Record<string, string>>;
    readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
  }[];
  readonly boundary: string | null;
  readonly inline: readonly string[];
  readonly attached: readonly string[];
}

/** Sorted by name. */
export async function iamRoles(endpoint: string, credentials?: Credentials): Promise<readonly IamRole[]> {
  const env = cliEnvironment(endpoint, credentials);
  const { stdout } = await promisify(execFile)(python, [join(import.meta.dirname, 'iam.py'), endpoint], { env });
  return JSON.parse(stdout) as readonly IamRole[];
}
