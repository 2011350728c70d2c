/** The experiments that a platform in AWS holds, or those of them that are drills. */
import type { Experiment } from '../../../core/experiment/schema/experiment.ts';
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

/** @param drills those alone, each with what it evacuates */
export async function listDeployed(io: Io, options: DeployedListOptions, drills = false): Promise<void> {
  const { definitions, deployment } = await findPlatform(options);
  const wanted = (await definitions()).filter(({ experiment }) => !drills || experiment.drill);
  const listed = wanted.slice(0, options.limit).map(({ hash, experiment }) => ({
    name: experiment.metadata.name,
    title: experiment.metadata.title,
    environment: experiment.environment,
    owner: experiment.metadata.owner,
    ...(drills && experiment.drill && { evacuates: placeOf(experiment.drill) }),
    hash,
  }));
  if (await printed(io, options.output, listed)) return;
  if (listed.length === 0)
    return io.out(`No ${drills ? 'drills' : 'experiments'} in squall-${deployment.stage}: cdk deploy stores them.`);
  const columns = ['name', 'title', ...(drills ? ['evacuates'] : []), 'owner', 'hash'].map((title) => ({ title }));
  const rows = plainAll(listed).map(({ name, title, evacuates, owner, hash }) => [
    ...[name, title],
    ...(evacuates === undefined ? [] : [evacuates]),
    ...[owner, hash.slice(0, 12)],
  ]);
  for (const line of table(columns, rows, io.colours.dim)) io.out(line);
}

/** As it is written: a zone may be a parameter of its runs. */
const placeOf = ({ evacuate }: NonNullable<Experiment['drill']>): string =>
  'zone' in evacuate ? evacuate.zone : evacuate.region;
