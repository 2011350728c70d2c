/** The deployment as `cdk deploy` makes it: assets to the bootstrap bucket, templates by their URL, stack by stack. */
import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import {
  type CloudFormationClient,
  CreateStackCommand,
  DescribeStackResourcesCommand,
  DescribeStacksCommand,
  type Stack,
  UpdateStackCommand,
} from '@aws-sdk/client-cloudformation';
import { PutParameterCommand, type SSMClient } from '@aws-sdk/client-ssm';
import type { App } from 'aws-cdk-lib';
import type { Template } from '../stacks/synthesized.ts';
import type { AwsCli } from './aws-cli.ts';
import { motoRegion } from './moto.ts';
import { python } from './virtual-environment.ts';

type Assembly = ReturnType<App['synth']>;
export type Artifact = Assembly['stacks'][number];

interface Manifest {
  readonly files: Readonly<
    Record<
      string,
      {
        readonly source: { readonly path: string; readonly packaging: 'zip' | 'file' };
        readonly destinations: Readonly<Record<string, { readonly objectKey: string }>>;
      }
    >
  >;
}

/** Of CDK's bootstrap in that account. */
const bucketOf = (account: string): string => `cdk-hnb659fds-assets-${account}-${motoRegion}`;
const bootstrapVersion = '/cdk-bootstrap/hnb659fds/version';

/** What `cdk bootstrap` leaves in an account, as far as a deployment asks for it. */
export async function bootstrap(aws: AwsCli, ssm: SSMClient, account: string): Promise<void> {
  await aws('s3', 'mb', `s3://${bucketOf(account)}`);
  await ssm.send(new PutParameterCommand({ Name: bootstrapVersion, Type: 'String', Value: '21' }));
}

/** Of stacks of one account, what they are made of: their templates among it, `change`d. */
export async function upload(
  aws: AwsCli,
  artifacts: readonly Artifact[],
  change = (template: Template) => template,
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'squall-assets-'));
  for (const { id, assembly, template, templateFile } of artifacts) {
    const { files } = JSON.parse(readFileSync(join(assembly.directory, `${id}.assets.json`), 'utf8')) as Manifest;
    for (const { source, destinations } of Object.values(files))
      for (const { objectKey } of Object.values(destinations)) {
        const [from, to] = [join(assembly.directory, source.path), join(folder, objectKey)];
        if (source.path === templateFile) writeFileSync(to, JSON.stringify(change(template as Template)));
        else if (source.packaging === 'file') cpSync(from, to);
        else await zipped(from, to);
      }
  }
  await aws('s3', 'sync', '--quiet', folder, `s3://${bucketOf(artifacts[0]!.environment.account)}`);
  rmSync(folder, { recursive: true });
}

async function zipped(from: string, to: string): Promise<void> {
  const inside = readdirSync(from).map((name) => join(from, name));
  await promisify(execFile)(python, ['-m', 'zipfile', '-c', to, ...inside]);
}

const urlOf = ({ stackTemplateAssetObjectUrl = '', environment: { account } }: Artifact): string =>
  stackTemplateAssetObjectUrl.replace(/^s3:\/\/[^/]+/, `https://s3.${motoRegion}.amazonaws.com/${bucketOf(account)}`);

export async function described(client: CloudFormationClient, StackName: string): Promise<Stack> {
  const { Stacks } = await client.send(new DescribeStacksCommand({ StackName }));
  return Stacks![0]!;
}

/** Until CloudFormation is done with it, custom resources included. @throws when it fails, or after three minutes */
async function settled(client: CloudFormationClient, name: string): Promise<Stack> {
  for (let left = 360; ; left--) {
    const stack = await described(client, name);
    if (/^(CREATE|UPDATE)_COMPLETE$/.test(stack.StackStatus ?? '')) return stack;
    if (left === 0 || !stack.StackStatus?.endsWith('_IN_PROGRESS'))
      throw new Error(`${name} is ${stack.StackStatus}: ${stack.StackStatusReason}`);
    await pause(500);
  }
}

export async function create(client: CloudFormationClient, artifact: Artifact): Promise<Stack> {
  const { stackName: StackName, tags } = artifact;
  const Tags = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
  await client.send(
    new CreateStackCommand({ StackName, TemplateURL: urlOf(artifact), Capabilities: ['CAPABILITY_NAMED_IAM'], Tags }),
  );
  return settled(client, StackName);
}

export async function update(client: CloudFormationClient, artifact: Artifact): Promise<Stack> {
  const { stackName: StackName } = artifact;
  await client.send(
    new UpdateStackCommand({ StackName, TemplateURL: urlOf(artifact), Capabilities: ['CAPABILITY_NAMED_IAM'] }),
  );
  return settled(client, StackName);
}

/** Logical ids with their types: those of the template that CloudFormation says it has not. */
export async function notCreated(
  client: CloudFormationClient,
  artifact: Artifact,
): Promise<readonly { readonly logicalId: string; readonly type: string }[]> {
  const { StackResources = [] } = await client.send(
    new DescribeStackResourcesCommand({ StackName: artifact.stackName }),
  );
  const made = new Set(StackResources.map(({ LogicalResourceId }) => LogicalResourceId));
  return Object.entries((artifact.template as Template).Resources).flatMap(([logicalId, { Type: type }]) =>
    made.has(logicalId) ? [] : [{ logicalId, type }],
  );
}
