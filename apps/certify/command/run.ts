/** From the flags to the exit code: preview, consent, exercises, evidence. */
import { randomInt } from 'node:crypto';
import { join } from 'node:path';
import { exitCodes } from '../../cli/exit-code.ts';
import { Failure } from '../../cli/failure.ts';
import type { Io } from '../../cli/io.ts';
import type { Interrupts } from '../../cli/run/interrupts.ts';
import { signingKey } from '../../cli/run/signing-key.ts';
import { newRunId } from '../../local/run-id.ts';
import { certify } from '../conduct/certify.ts';
import { consent } from '../consent.ts';
import { notCovered } from '../coverage.ts';
import { estimateOf } from '../estimate.ts';
import type { Estimate, ExerciseEvidence } from '../evidence/schema.ts';
import { exercises } from '../exercises/index.ts';
import { page } from '../page.ts';
import { jsonPresenter, linePresenter } from '../presenter.ts';
import { forbidden, type Previewed, preview } from '../preview.ts';
import { conclude } from './conclude.ts';
import { nothingBegun } from './nothing-begun.ts';
import { type Opened, open } from './open.ts';
import type { CertifyOptions } from './options.ts';

const largestSeed = 1_000_000;

export async function run(io: Io, options: CertifyOptions, interrupts: Interrupts): Promise<number> {
  const chosen = chosenFrom(options.only);
  const seed = options.seed ?? randomInt(1, largestSeed);
  const from = Date.now();
  const id = newRunId('certification', from);
  // A key that cannot sign is told of before anything is broken.
  const key = signingKey({ ...options, own: 'certify.key', what: 'the evidence' });
  const opened = await open(options, { id, seed });
  try {
    const previewed = await preview(chosen, opened.definitions, seed, opened.rig);
    const estimate = estimateOf(previewed.flatMap(({ plan }) => plan ?? []));
    const no = forbidden(opened.rig.place.stage, previewed);
    if (no !== undefined) throw new Failure(`not injecting: certification: ${no}`, exitCodes.refused);
    const directory = options.out ?? join(options.directory, 'certifications', id);
    const agreed = await agreement(io, options, interrupts, { opened, previewed, estimate, key: key.words, directory });
    if (agreed !== undefined) return agreed;
    const { evidence, interrupted, left } = await conducted(io, options, interrupts, { opened, chosen, id, seed });
    if (left) return leftBehind(io, options);
    const { place } = opened.rig;
    const facts = { id, place, by: opened.by(io), from, to: Date.now(), estimate, notCovered: notCovered() };
    return await conclude(io, options, { ...facts, exercises: [...evidence], interrupted, key: key.take(), directory });
  } finally {
    await opened.rig.close();
  }
}

function chosenFrom(only: readonly string[] | undefined) {
  const known = exercises.map(({ id }) => id);
  const stranger = only?.find((id) => !known.includes(id));
  if (stranger !== undefined) throw new Failure(`there is no exercise ${stranger}: there are ${known.join(', ')}`);
  return exercises.filter(({ id }) => only === undefined || only.includes(id));
}

interface Asked {
  readonly opened: Opened;
  readonly previewed: readonly Previewed[];
  readonly estimate: Estimate;
  readonly key: string;
  readonly directory: string;
}

/** Undefined: go on. */
async function agreement(
  io: Io,
  options: CertifyOptions,
  interrupts: Interrupts,
  { opened, previewed, estimate, key, directory }: Asked,
): Promise<number | undefined> {
  const { rig } = opened;
  const { stage, platform } = rig.place;
  const real = platform === 'aws';
  const told = { where: rig.where, stage, previewed, of: exercises.length, estimate, notCovered: notCovered(), real };
  const evidence = `${directory}, signed with ${key}`;
  if (options.json)
    io.out(JSON.stringify({ type: 'preview', where: rig.where, estimate, exercises: listed(previewed) }));
  const tell = options.json ? io.err : io.out;
  for (const line of page({ ...told, evidence, columns: io.width() }, options.json ? io.errorColours : io.colours))
    tell(line);
  tell('');
  const asked = consent(stage, real, {
    yes: options.yes === true,
    ...(options.confirm !== undefined && { confirm: options.confirm }),
    interactive: io.interactive && !options.json,
  });
  if (asked.kind === 'refused') throw new Failure(asked.why);
  if (asked.kind === 'given') return undefined;
  const { ask } = await import('../../cli/run/ask.ts');
  const answer = await ask(asked, stage, interrupts.early);
  if (answer === 'go') return undefined;
  return nothingBegun(io, options.json === true, answer === 'no' ? exitCodes.refused : exitCodes.detached);
}

const listed = (previewed: readonly Previewed[]) =>
  previewed.map(({ exercise, plan, why }) => ({
    id: exercise.id,
    title: exercise.title,
    ...(plan && { plan: plan.hash, cost: plan.cost.total }),
    ...(why !== undefined && { why }),
  }));

interface Conducting {
  readonly opened: Opened;
  readonly chosen: typeof exercises;
  readonly id: string;
  readonly seed: number;
}

interface Conducted {
  readonly evidence: readonly ExerciseEvidence[];
  readonly interrupted: boolean;
  /** A second Ctrl-C: what runs is left to its lease. */
  readonly left: boolean;
}

async function conducted(
  io: Io,
  options: CertifyOptions,
  interrupts: Interrupts,
  { opened, chosen, id, seed }: Conducting,
): Promise<Conducted> {
  const stop = new AbortController();
  const left = new Promise<'left'>((resolve) => {
    interrupts.answer({
      first() {
        io.err('Stopping what runs and bringing the fleet to rest. Ctrl-C again leaves it to its lease.');
        stop.abort();
      },
      second: () => resolve('left'),
    });
  });
  const certified = certify(
    { exercises, chosen },
    {
      rig: opened.rig,
      definitions: opened.definitions,
      id,
      by: opened.by(io),
      seed,
      runIdOf: (exercise) => newRunId(`certify-${exercise.id}`, Date.now()),
      interrupted: stop.signal,
      tell: options.json ? jsonPresenter(io) : linePresenter(io),
    },
  );
  const found = await Promise.race([certified, left]);
  if (found !== 'left') return { evidence: found, interrupted: stop.signal.aborted, left: false };
  certified.catch(() => {});
  return { evidence: [], interrupted: true, left: true };
}

function leftBehind(io: Io, { json, aws, directory }: CertifyOptions): number {
  const next = aws ? 'the platform recovers it by itself' : `squall reap --directory ${directory} restores it`;
  const reason = `Left: a run may still be under way, its lease binds, and ${next}. There is no evidence.`;
  io.err(reason);
  const exitCode = exitCodes.detached;
  if (json) io.out(JSON.stringify({ type: 'result', outcome: 'not-certified', exitCode, reason }));
  return exitCode;
}
