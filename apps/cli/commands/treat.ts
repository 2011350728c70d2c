/** `squall treat`: the Doctor Monkey, rehearsed on a world, or asked in AWS what it would do. Nothing is ever replaced from here. */
import type { DoctorMonkey } from '../../../core/doctor-monkey/settings.ts';
import type { World } from '../../../core/world/schema.ts';
import { requireConfiguration } from '../../../lib/configuration/read.ts';
import { formatProblem, readWorld } from '../../documents/read.ts';
import { exitCodes } from '../exit-code.ts';
import { Failure } from '../failure.ts';
import type { Io } from '../io.ts';
import type { DeploymentOptions } from '../platforms/open.ts';
import { type Format, printed } from '../screen/output.ts';
import { lookPage, rehearsalPage } from '../screen/round-page.ts';

export interface TreatOptions extends DeploymentOptions {
  readonly aws?: true;
  readonly output: Format;
  readonly world?: string;
  readonly hang?: number;
  readonly seed?: number;
}

/** 0; 4 when instances of the world are ill at the end, which is what an outage looks like. */
export async function execute(io: Io, _args: readonly string[], options: TreatOptions): Promise<number> {
  return options.aws ? inAws(io, options) : onWorld(io, options);
}

async function onWorld(io: Io, { world: file, config, hang = 1, seed = 1, output }: TreatOptions): Promise<number> {
  if (file === undefined)
    throw new Failure('who is treated? Say --world <file> for a world, or --aws for a platform in AWS');
  const read = readWorld(file);
  if ('problems' in read) throw new Failure(read.problems.map(formatProblem).join('\n'));
  const settings = config === undefined ? ofWorld(read.world) : requireConfiguration(config).doctorMonkey;
  if (!settings) throw new Failure(`${config} has no section doctorMonkey (docs/doctor-monkey.md)`);
  const { rehearseDoctor } = await import('../../local/doctor-monkey/rehearse.ts');
  const rehearsal = await rehearseDoctor({ world: read.world, settings, seed, hang });
  const { histories, ...rest } = rehearsal;
  const records = histories.map(({ record }) => record);
  if (!(await printed(io, output, { ...rest, records })))
    for (const line of rehearsalPage(rehearsal, io.colours)) io.out(line);
  return rehearsal.ill > 0 ? exitCodes.refuted : exitCodes.held;
}

/** All that is opted in, guarded by the first alarms of the world. */
function ofWorld({ alarms = [], metadata }: World): DoctorMonkey {
  const names = alarms.slice(0, 5).map(({ name }) => name);
  if (names.length === 0)
    throw new Failure(
      `the world ${metadata.name} has no alarms, and nobody is treated without one that is OK: name a configuration with --config`,
    );
  return { practices: [{ tags: { 'resilience:fis-enabled': 'true' }, alarms: names }] };
}

async function inAws(io: Io, options: TreatOptions): Promise<number> {
  const { findPlatform } = await import('../../aws/platform.ts');
  const { lookRemotely } = await import('../../aws/treat.ts');
  const { deployment } = await findPlatform(options);
  const look = await lookRemotely(deployment);
  if (!look)
    throw new Failure(
      `no Doctor Monkey is deployed as squall-${deployment.stage}: give squall.config.yaml a section doctorMonkey, and deploy (docs/doctor-monkey.md)`,
    );
  if (!(await printed(io, options.output, look))) for (const line of lookPage(look, io.colours)) io.out(line);
  return exitCodes.held;
}
