/** `squall run` on the simulated cloud. */
import type { RunCall, RunOptions } from '../commands/run.ts';
import { directoryFlags, withPlatform } from '../platforms/open.ts';
import { where } from '../screen/where.ts';
import { disagreement, nothingStarted, notInjecting } from './agreement.ts';
import type { Conducted } from './conduct.ts';
import { approversOf } from './local-approvers.ts';
import { type Prepared, prepare } from './preparation.ts';
import { presenterOf } from './presenter.ts';
import type { Result } from './result.ts';
import { earlierRuns } from './selection.ts';

export async function runLocally({ io, file, options, interrupts, onStarted }: RunCall): Promise<Result> {
  const prepared = await inItsWorld(prepare(file, options), options);
  const place = where(prepared.world.metadata.name, prepared.seed);
  const tell = options.json ? io.err : io.out;
  tell(place);

  // The platform is loaded once there is something to run: a file with problems is told of in a fraction of the time.
  const [{ planLocally }, { conduct }, { leftLocally, localRun }] = await Promise.all([
    import('../../local/plan.ts'),
    import('./conduct.ts'),
    import('./local-run.ts'),
  ]);
  const preview = await Promise.race([
    planLocally({
      ...prepared,
      directory: options.directory,
      continues: options.continue === true,
      startedBy: io.person,
    }),
    interrupts.early,
  ]);
  if (preview === 'interrupted') return nothingStarted(io);
  if (!preview.ok) return notInjecting(io, [preview.refusal]);
  const { plan, refusals, notSimulated, cloud } = preview;
  if (notSimulated) return notInjecting(io, [...refusals, notSimulated]);
  const no = await disagreement(
    { plan, refusals, where: place },
    { io, options, early: interrupts.early, recordsRefusals: true },
  );
  if (no) return no;

  const { person } = io;
  const approvers = approversOf(plan, options, { person, interactive: io.interactive && !options.json });
  if ('refused' in approvers) return notInjecting(io, [approvers]);

  const { directory, plan: agreed, junit, report } = options;
  const conducted: Conducted = {
    io,
    begin: localRun({
      ...prepared,
      ...(cloud && { cloud }),
      speed: options.speed ?? 'max',
      directory,
      startedBy: person,
      approvers,
      ...(options.continue && { continueTimeline: true }),
      ...(agreed !== undefined && { planHash: whole(agreed, plan.hash) }),
    }),
    place,
    seed: prepared.seed,
    places: { directory, ...(report !== undefined && { report }), ...(junit !== undefined && { junit }) },
    json: options.json === true,
    flags: directoryFlags(directory),
    onStarted,
    left: (runId) => leftLocally(runId, directory),
    earlier: (history) => withPlatform(io, { directory }, (platform) => earlierRuns(platform, history)),
  };
  return conduct(conducted, presenterOf(io, plan, place, options), interrupts);
}

/** A run that goes on happens in the world that is there, whatever the file names. */
async function inItsWorld(prepared: Prepared, options: RunOptions): Promise<Prepared> {
  if (!options.continue) return prepared;
  const { worldToContinue } = await import('../../local/plan.ts');
  return { ...prepared, world: worldToContinue(options.directory) ?? prepared.world };
}

/** `--plan` may be the beginning of a hash, as `plan` prints it: the whole of it is what the run is held to. */
export const whole = (agreed: string, hash: string): string =>
  agreed.length >= 8 && hash.startsWith(agreed) ? hash : agreed;
