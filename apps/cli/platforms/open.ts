/** Opens the platform that a command line means, and closes it behind. */
import type { Io } from '../io.ts';
import type { Platform } from './platform.ts';

export interface DeploymentOptions {
  readonly config?: string;
  readonly stage?: string;
  readonly region?: string;
}

/** What every verb takes that looks at runs or stops them. */
export interface PlatformOptions extends DeploymentOptions {
  readonly aws?: true;
  readonly directory: string;
}

/** What a command that is named has to say of it, with a space before: nothing where it is the one that is meant anyway. */
export const directoryFlags = (directory: string): string =>
  directory === '.squall' ? '' : ` --directory ${directory}`;

/** What the other one needs is not loaded. */
export async function withPlatform<T>(
  io: Pick<Io, 'person'>,
  options: PlatformOptions,
  use: (platform: Platform) => Promise<T>,
): Promise<T> {
  const platform = options.aws
    ? await (await import('./aws.ts')).awsPlatform(options)
    : (await import('./local.ts')).localPlatform(io, options.directory);
  try {
    return await use(platform);
  } finally {
    platform.close();
  }
}
