/** `squall scan`: what does not conform, in a world or in AWS. Nothing but findings is ever written. */
import type { ScanResult } from '../../../core/conformity/finding.ts';
import type { FindingRecord } from '../../../core/conformity/history.ts';
import { type Severity, weightOf } from '../../../core/conformity/rule.ts';
import type { Conformity } from '../../../core/conformity/settings.ts';
import { requireConfiguration } from '../../../lib/configuration/read.ts';
import { formatProblem, readWorld } from '../../documents/read.ts';
import { exitCodes } from '../exit-code.ts';
import { Failure } from '../failure.ts';
import type { Io } from '../io.ts';
import type { PlatformOptions } from '../platforms/open.ts';
import { type Format, printed } from '../screen/output.ts';
import { scanPage } from '../screen/scan-page.ts';

export interface ScanOptions extends PlatformOptions {
  readonly output: Format;
  readonly world?: string;
  readonly failOn?: Severity;
  readonly all?: true;
}

interface Scanned {
  readonly result: ScanResult;
  readonly records: readonly FindingRecord[];
  /** After which a finding is known. */
  readonly now: number;
}

/** 0; 4 when something is as bad as `--fail-on` says. What is suppressed counts for nothing. */
export async function execute(io: Io, _args: readonly string[], options: ScanOptions): Promise<number> {
  const scanned = await (options.aws ? inAws(io, options) : ofWorld(options));
  const { result, records } = scanned;
  if (!(await printed(io, options.output, { ...result, records })))
    for (const line of scanPage(scanned, io.colours, io.width(), options.all === true)) io.out(line);
  const least = options.failOn && weightOf(options.failOn);
  const bad =
    least !== undefined && result.findings.some((each) => !each.suppressed && weightOf(each.severity) >= least);
  return bad ? exitCodes.refuted : exitCodes.held;
}

async function ofWorld({ world: file, config, directory }: ScanOptions): Promise<Scanned> {
  if (file === undefined)
    throw new Failure('what is scanned? Say --world <file> for a world, or --aws for a platform in AWS');
  const read = readWorld(file);
  if ('problems' in read) throw new Failure(read.problems.map(formatProblem).join('\n'));
  const settings = config === undefined ? {} : (requireConfiguration(config).conformity ?? {});
  const { scanLocally } = await import('../../local/platform.ts');
  const now = Date.now();
  const { result, records } = await scanLocally({ world: read.world, settings, directory, now, tell: () => {} });
  return { result, records, now };
}

async function inAws(io: Io, options: ScanOptions): Promise<Scanned> {
  const { findPlatform } = await import('../../aws/platform.ts');
  const { deployedConformity, scanRemotely } = await import('../../aws/scan.ts');
  const { deployment } = await findPlatform(options);
  const settings: Conformity | undefined =
    options.stage === undefined
      ? requireConfiguration(options.config ?? 'squall.config.yaml').conformity
      : await deployedConformity(deployment);
  if (settings === undefined)
    io.err('No scans are configured for it: rules, limits and owners are the usual ones, and nothing is suppressed.');
  const { result, records } = await scanRemotely(settings ?? {}, deployment);
  return { result, records: records.filter(({ place }) => place === result.place), now: Date.now() };
}
