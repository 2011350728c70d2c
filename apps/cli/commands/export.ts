/** `squall export`: an experiment as a template of AWS FIS, or the policies that it needs. Writes the folder that `--output` names, and nothing else. */
import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { resolveParameters } from '../../../core/experiment/resolve.ts';
import type { Experiment } from '../../../core/experiment/schema/experiment.ts';
import { faultLogs } from '../../../core/platform/settings.ts';
import { formatProblem, readExperiment } from '../../documents/read.ts';
import { writeWhole } from '../../documents/whole-file.ts';
import { folderOf, jsonOf } from '../../exchange/fis/write/folder.ts';
import { type Destination, open } from '../../exchange/fis/write/place.ts';
import { policiesOf } from '../../exchange/fis/write/policy.ts';
import { type WrittenTemplate, writeTemplate } from '../../exchange/fis/write/template.ts';
import { exitCodes } from '../exit-code.ts';
import { Failure } from '../failure.ts';
import type { Io } from '../io.ts';
import { parametersOf } from '../run/parameters.ts';
import { exchangedLines } from '../screen/exchanged.ts';
import { plain } from '../text/plain.ts';

export interface ExportOptions {
  readonly output?: string;
  readonly param?: readonly string[];
  readonly account?: string;
  readonly region?: string;
  readonly logGroup?: string;
  readonly logFolder?: string;
  readonly strict?: true;
  readonly iam?: true;
}

/** 2 for a file with problems, and with `--strict` when FIS has no place for a part of it. */
export async function execute(io: Io, [file = '']: readonly string[], options: ExportOptions): Promise<number> {
  const experiment = resolved(file, options.param);
  const to = destinationOf(options);
  if (options.iam) {
    io.write(jsonOf(policiesOf(experiment, to)));
    return exitCodes.held;
  }
  const written = writeTemplate(experiment, to);
  if (Object.keys(written.document.actions ?? {}).length === 0)
    throw new Failure(`${file} has no step that FIS could take: every one of them is an action of Squall's own`);
  if (options.output === undefined) io.write(jsonOf(written.document));
  else for (const path of await write(options.output, experiment, written, to)) io.out(plain(path));
  for (const line of exchangedLines({ file, system: 'AWS FIS', items: written.items }, io.errorColours)) io.err(line);
  const lossy = written.items.some(({ fate }) => fate === 'lost');
  return options.strict && lossy ? exitCodes.invalid : exitCodes.held;
}

function destinationOf({
  account = open.account,
  region = open.region,
  logGroup,
  logFolder,
}: ExportOptions): Destination {
  if (logGroup === undefined && logFolder === undefined) return { account, region };
  const logs = faultLogs.safeParse({ ...(logGroup && { logGroup }), ...(logFolder && { folder: logFolder }) });
  if (logs.success) return { account, region, faultLogs: logs.data };
  const [issue] = logs.error.issues;
  const flag = issue?.path[0] === 'folder' ? '--log-folder' : '--log-group';
  throw new Failure(`${flag}: found "${flag === '--log-folder' ? logFolder : logGroup}"; allowed: ${issue?.message}`);
}

/** A zone that is drawn by the seed of a run cannot be drawn here: it has to be given. */
function resolved(file: string, given: readonly string[] | undefined): Experiment {
  const document = readExperiment(file);
  if ('problems' in document) throw new Failure(document.problems.map(formatProblem).join('\n'));
  const { experiment, locate } = document;
  const values = parametersOf(experiment, given);
  const found = resolveParameters(experiment, values, { seed: 0, zones: [] });
  if (!found.ok) throw new Failure(found.problems.map((problem) => formatProblem(locate(problem))).join('\n'));
  return found.experiment;
}

async function write(
  folder: string,
  experiment: Experiment,
  written: WrittenTemplate,
  to: Destination,
): Promise<readonly string[]> {
  await mkdir(resolve(folder), { recursive: true });
  const files = folderOf(experiment, written, to);
  for (const { name, text } of files) await writeWhole(join(folder, name), text);
  return files.map(({ name }) => join(folder, name));
}
