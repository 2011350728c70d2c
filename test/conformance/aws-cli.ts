/** The AWS command line, told by its environment alone where AWS is. */
import { execFile } from 'node:child_process';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { motoCredentials, motoRegion } from './moto.ts';
import { python } from './virtual-environment.ts';

const run = promisify(execFile);
const root = join(import.meta.dirname, '../..');

export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** With nothing of this machine's own: no profile, no instance role. */
export function cliEnvironment(endpoint: string, credentials: Credentials = motoCredentials): Record<string, string> {
  const { accessKeyId, secretAccessKey, sessionToken } = credentials;
  return {
    PATH: `${dirname(python)}:${process.env.PATH}`,
    HOME: '/nonexistent',
    AWS_ENDPOINT_URL: endpoint,
    AWS_DEFAULT_REGION: motoRegion,
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    ...(sessionToken !== undefined && { AWS_SESSION_TOKEN: sessionToken }),
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_PAGER: '',
  };
}

/** A command ended with another code than 0. */
export class AwsCliFailed extends Error {
  override readonly name = 'AwsCliFailed';
}

/** @returns what it wrote. @throws AwsCliFailed with what it complained of */
export type AwsCli = (...words: readonly string[]) => Promise<string>;

async function told(command: string, work: Promise<{ readonly stdout: string }>): Promise<string> {
  try {
    return (await work).stdout;
  } catch (error) {
    const { stderr, message } = error as { stderr?: string; message: string };
    throw new AwsCliFailed(`${command}: ${stderr || message}`, { cause: error });
  }
}

/** The endpoint is named once more, since the command line does not look for it in the environment for SQS. */
export const awsCli =
  (endpoint: string, credentials?: Credentials): AwsCli =>
  (...words) => {
    const env = cliEnvironment(endpoint, credentials);
    const all = ['-m', 'awscli', '--endpoint-url', endpoint, ...words];
    return told(`aws ${words.join(' ')}`, run(python, all, { env, cwd: root }));
  };

/** A command as a person copies it from the documentation or an output into a shell. Its output is a pipe, which has a name. */
export const inShell = (endpoint: string, command: string): Promise<string> =>
  told(
    command,
    run('bash', ['-o', 'pipefail', '-c', `{ ${command}\n} | cat`], { env: cliEnvironment(endpoint), cwd: root }),
  );
