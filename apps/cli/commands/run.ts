/** `squall run`: confirm, run, watch, report. */
import { type Refusal, sentence } from '../../../core/history/refusal.ts';
import { exitCodes } from '../exit-code.ts';
import { explain, Failure } from '../failure.ts';
import type { Io } from '../io.ts';
import type { Conducted } from '../run/conduct.ts';
import { confirmation } from '../run/confirmation.ts';
import { type Interrupts, listenForInterrupts } from '../run/interrupts.ts';
import { type PreparationOptions, type Prepared, prepare } from '../run/preparation.ts';
import { jsonPresenter, linePresenter, screenPresenter } from '../run/presenter.ts';
import { type Result, resultLine } from '../run/result.ts';
import { planPage } from '../screen/plan-page.ts';
import { where } from '../screen/where.ts';
import { plainAll } from '../text/plain.ts';

export interface RunOptions extends PreparationOptions {
  readonly speed: number | 'max';
  readonly yes?: true;
  readonly confirm?: string;
  readonly plan?: string;
  readonly continue?: true;
  readonly json?: true;
  readonly junit?: string;
  readonly report?: string;
  readonly directory: string;
}

/** Whatever happens, `--json` ends with one result. */
export async function execute(io: Io, [file]: readonly string[], options: RunOptions): Promise<number> {
  const interrupts = listenForInterrupts(process);
  let runId: string | null = null;
  const onStarted = (id: string) => {
    runId = id;
  };
  try {
    const result = await run(io, file!, options, interrupts, onStarted);
    if (options.json) io.out(resultLine(result));
    return result.exitCode;
  } catch (error) {
    const { text, exitCode } = explain(error, false);
    if (options.json) io.out(resultLine({ type: 'result', runId, exitCode, reason: text }));
    throw error;
  } finally {
    interrupts.release();
  }
}

async function run(
  io: Io,
  file: string,
  options: RunOptions,
  interrupts: Interrupts,
  onStarted: (runId: string) => void,
): Promise<Result> {
  if (options.plan !== undefined && options.seed === undefined)
    throw new Failure('--plan names the plan of one seed: add the --seed that it was made with');
  const prepared = await inItsWorld(prepare(file, options), options);
  const place = where(prepared.world.metadata.name, prepared.seed);
  const tell = options.json ? io.err : io.out;
  tell(place);

  // The platform is loaded once there is something to run: a file with problems is told of in a fraction of the time.
  const [{ planLocally }, { conduct }] = await Promise.all([
    import('../../local/platform.ts'),
    import('../run/conduct.ts'),
  ]);
  const preview = await Promise.race([
    planLocally({ ...prepared, ...(options.continue && { continues: options.directory }) }),
    interrupts.early,
  ]);
  if (preview === 'interrupted') return nothingStarted(io);
  if (!preview.ok) return notInjecting(io, [preview.refusal]);
  const { plan, refusals } = preview;
  const asked = confirmation(plan, {
    yes: options.yes === true,
    ...(options.confirm !== undefined && { confirm: options.confirm }),
    interactive: io.interactive && !options.json,
  });
  // A refusal is recorded where a run was asked for outright; nobody is asked about a plan that cannot run.
  if (refusals.length > 0 && asked.kind !== 'given') return notInjecting(io, refusals);
  if (asked.kind === 'refused') throw new Failure(asked.why);
  if (asked.kind === 'ask') {
    const page = { plan: plainAll(plan), refusals, where: place, columns: io.width() };
    for (const line of ['', ...planPage(page, io.colours), '']) io.out(line);
    const { ask } = await import('../run/ask.ts');
    const answer = await ask(asked, plan.definition.metadata.name, interrupts.early);
    if (answer !== 'go') return nothingStarted(io, answer === 'no' ? exitCodes.refused : exitCodes.detached);
  }

  const presenter = options.json ? jsonPresenter(io) : io.screen ? screenPresenter(io, plan, place) : linePresenter(io);
  return conduct({ ...conducted(io, options, prepared, plan.hash), onStarted }, presenter, interrupts);
}

/** A run that goes on happens in the world that is there, whatever the file names. */
async function inItsWorld(prepared: Prepared, options: RunOptions): Promise<Prepared> {
  if (!options.continue) return prepared;
  const { worldToContinue } = await import('../../local/platform.ts');
  return { ...prepared, world: worldToContinue(options.directory) ?? prepared.world };
}

/** `--plan` may be the beginning of a hash, as `plan` prints it: the whole of it is what the run is held to. */
function conducted(io: Io, options: RunOptions, prepared: Prepared, hash: string): Omit<Conducted, 'onStarted'> {
  const { speed, directory, plan, junit, report } = options;
  const held = plan && plan.length >= 8 && hash.startsWith(plan) ? hash : plan;
  return {
    io,
    start: {
      ...prepared,
      speed,
      directory,
      startedBy: io.person,
      ...(options.continue && { continueTimeline: true }),
      ...(held !== undefined && { planHash: held }),
    },
    place: where(prepared.world.metadata.name, prepared.seed),
    places: { directory, ...(report !== undefined && { report }), ...(junit !== undefined && { junit }) },
    json: options.json === true,
  };
}

function notInjecting(io: Io, refusals: readonly Refusal[]): Result {
  const sentences = refusals.map((refusal) => sentence(plainAll(refusal)));
  for (const line of sentences) io.err(io.errorColours.red(line));
  return { type: 'result', runId: null, exitCode: exitCodes.refused, reason: sentences.join('; ') };
}

function nothingStarted(io: Io, exitCode: number = exitCodes.detached): Result {
  const reason = 'Nothing was started, and nothing was changed.';
  io.err(reason);
  return { type: 'result', runId: null, exitCode, reason };
}
