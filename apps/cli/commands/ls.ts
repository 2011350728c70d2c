/** `squall ls`: runs, experiments, drills, monkeys, faults, worlds, kill switches, findings. */
import { exitCodes } from '../exit-code.ts';
import { Failure } from '../failure.ts';
import type { Io } from '../io.ts';
import type { PlatformOptions } from '../platforms/open.ts';
import type { Format } from '../screen/output.ts';

export interface LsOptions extends PlatformOptions {
  readonly output: Format;
  readonly experiment?: string;
  readonly verdict?: 'held' | 'refuted' | 'inconclusive';
  readonly unfinished?: true;
  readonly leftovers?: true;
  readonly limit?: number;
  readonly in?: string;
}

/** Flags that say something of runs alone, and of files alone. */
const forRuns = ['experiment', 'verdict', 'unfinished', 'leftovers'] as const;

export async function execute(io: Io, [what = 'runs', one]: readonly string[], options: LsOptions): Promise<number> {
  const stray = what === 'runs' ? (options.in === undefined ? undefined : 'in') : forRuns.find((flag) => options[flag]);
  if (stray) throw new Failure(`--${stray} says nothing of ${what}`);
  if (options.aws && (what === 'faults' || what === 'worlds'))
    throw new Failure(`--aws says nothing of ${what}, which are the same everywhere: leave it out`);
  if (options.aws && what === 'monkeys')
    throw new Failure(
      '--aws says nothing of monkeys: those here are files, and squall.config.yaml names the deployed ones',
    );
  if (one !== undefined && what !== 'faults')
    throw new Failure(`${one} says nothing of ${what}: one by its name is shown of faults, and of runs by squall show`);
  if (what === 'runs') await (await import('../lists/runs.ts')).listRuns(io, options);
  else if (what === 'switches') await (await import('../lists/switches.ts')).listSwitches(io, options);
  else if (one !== undefined) await (await import('../lists/fault.ts')).showFault(io, one, options.output);
  else if (what === 'findings') await (await import('../lists/findings.ts')).listFindings(io, options);
  else if (what === 'faults') await (await import('../lists/faults.ts')).listFaults(io, options);
  else if (options.aws) await (await import('../lists/deployed.ts')).listDeployed(io, options, what === 'drills');
  else {
    const files = await import('../lists/files.ts');
    if (what === 'worlds') await files.listWorlds(io, options);
    else if (what === 'drills') await files.listDrills(io, options);
    else if (what === 'monkeys') await files.listMonkeys(io, options);
    else await files.listExperiments(io, options);
  }
  return exitCodes.held;
}
