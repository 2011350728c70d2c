/** The schedule in an experiment file, as a deployment of it would have it. */
import { definitionAt } from '../../calendar/definition.ts';
import { formatProblem, readExperiment } from '../../documents/read.ts';
import { Failure } from '../failure.ts';
import type { Io } from '../io.ts';
import { type PlatformOptions, withPlatform } from '../platforms/open.ts';
import { plainLines } from '../text/plain.ts';
import { haltedBy, notesOn, type Scheduled } from './scheduled.ts';

/** When runs here ended is told by the simulated world's clock, and counts for no schedule. @throws Failure */
export async function scheduleInFile(io: Io, file: string, options: PlatformOptions): Promise<Scheduled> {
  const read = readExperiment(file);
  if ('problems' in read) throw new Failure(read.problems.map((each) => plainLines(formatProblem(each))).join('\n'));
  const definition = definitionAt(read.experiment, Date.now());
  const { schedule, metadata } = read.experiment;
  if (!schedule)
    throw new Failure(
      `${metadata.name} has no schedule: give ${file} one, such as schedule: { cron: "0 10 ? * TUE *", timeZone: Europe/Berlin }`,
    );
  const raised = await withPlatform(io, options, (platform) => platform.raised());
  const halted = haltedBy(raised, definition);
  return {
    definition,
    schedule,
    state: 'not deployed here: schedules run in AWS, where each is deployed disabled',
    ...(halted !== undefined && { halted }),
    notes: notesOn(definition, schedule.rate !== undefined),
  };
}
