/** The experiments that a platform in AWS holds. */
import { findPlatform } from '../../aws/platform.ts';
import type { Io } from '../io.ts';
import type { DeploymentOptions } from '../platforms/open.ts';
import { type Format, printed } from '../screen/output.ts';
import { plainAll } from '../text/plain.ts';
import { table } from '../text/table.ts';

export interface DeployedListOptions extends DeploymentOptions {
  readonly output: Format;
  readonly limit?: number;
}

export async function listDeployed(io: Io, options: DeployedListOptions): Promise<void> {
  const { definitions, deployment } = await findPlatform(options);
  const listed = (await definitions()).slice(0, options.limit).map(({ hash, experiment }) => ({
    name: experiment.metadata.name,
    title: experiment.metadata.title,
    environment: experiment.environment,
    owner: experiment.metadata.owner,
    hash,
  }));
  if (await printed(io, options.output, listed)) return;
  if (listed.length === 0) return io.out(`No experiments in squall-${deployment.stage}: cdk deploy stores them.`);
  const columns = ['name', 'title', 'owner', 'hash'].map((title) => ({ title }));
  const rows = plainAll(listed).map(({ name, title, owner, hash }) => [name, title, owner, hash.slice(0, 12)]);
  for (const line of table(columns, rows, io.colours.dim)) io.out(line);
}
