/** A deployed platform for the command line to find, and the command line on it. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readExperiment } from '../../apps/documents/read.ts';
import { definitionHash } from '../../core/plan/definition-hash.ts';
import { newPlace } from '../workflow/squall-process.ts';
import { type CliProcesses, cliProcesses } from './cli-processes.ts';
import { type HandlersPlatform, startHandlersPlatform } from './handlers-platform.ts';

export interface CliPlatform extends CliProcesses {
  readonly platform: HandlersPlatform;
  /** A directory with the templates, and the deployed experiment as `file`. */
  readonly place: string;
  readonly file: string;
}

/**
 * moto has no percentiles: where a probe reads one, it reads the maximum here. And its
 * groups replace what is gone in any zone: after one run, a zone may have nobody to spare.
 */
function deployable(place: string): string {
  const file = join(place, 'templates/experiments/instance-termination/experiment.yaml');
  const changes = [
    ['stat: p99', 'stat: Maximum'],
    ['minHealthyPerZone: 1', 'minHealthyPerZone: 0'],
  ] as const;
  writeFileSync(
    file,
    changes.reduce((text, [from, to]) => text.replace(from, to), readFileSync(file, 'utf8')),
  );
  return file;
}

/** @param instances of the group `web` */
export async function startCliPlatform(instances?: number): Promise<CliPlatform> {
  const platform = await startHandlersPlatform({ ...(instances !== undefined && { instances }) });
  const place = newPlace();
  const file = deployable(place);
  const read = readExperiment(file);
  if ('problems' in read) throw new Error('the template does not validate');
  const { experiment } = read;
  await platform.history.definitions.storeDefinition({ hash: definitionHash(experiment), experiment });

  const processes = await cliProcesses(platform, platform.environment, place);
  return {
    ...processes,
    platform,
    place,
    file,
    async stop() {
      await processes.stop();
      await platform.stop();
    },
  };
}
