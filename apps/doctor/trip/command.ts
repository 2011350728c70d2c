/** `squall doctor --trip`: from the flags to the exit code. */
import { randomInt } from 'node:crypto';
import { makePlan } from '../../../core/plan/make-plan.ts';
import { sentenceOf } from '../../../core/stop-conditions/finding.ts';
import { lintState } from '../../../core/stop-conditions/lint.ts';
import { linePresenter } from '../../certify/presenter.ts';
import { exitCodes } from '../../cli/exit-code.ts';
import { Failure } from '../../cli/failure.ts';
import type { Io } from '../../cli/io.ts';
import type { Interrupts } from '../../cli/run/interrupts.ts';
import { type Format, printed } from '../../cli/screen/output.ts';
import { plainAll } from '../../cli/text/plain.ts';
import { newRunId } from '../../local/run-id.ts';
import type { Tripped } from './judge.ts';
import { type OpenedTrip, openTrip, type TripOptions } from './open.ts';
import { tripPage, verdictLines } from './page.ts';
import { type TripRequest, trip } from './trip.ts';

export interface TripCommandOptions extends Omit<TripOptions, 'seed'> {
  readonly seed?: number;
  readonly confirm?: string;
  readonly output: Format;
}

const largestSeed = 1_000_000;

export async function run(
  io: Io,
  file: string | undefined,
  given: TripCommandOptions,
  interrupts: Interrupts,
): Promise<number> {
  const options = { ...given, seed: given.seed ?? randomInt(1, largestSeed) };
  const runId = newRunId('trip', Date.now());
  const opened = await openTrip(file, options, runId);
  try {
    const request = await ready(io, opened, options, runId);
    const agreed = await agreement(io, opened, request, options, interrupts);
    if (agreed !== undefined) return agreed;
    const trouble = await opened.rig.prepare();
    if (trouble !== undefined) throw refused(trouble);
    const stop = new AbortController();
    const left = new Promise<undefined>((resolve) => {
      interrupts.answer({
        first() {
          io.err('Stopping the run. Ctrl-C again leaves it to its lease.');
          stop.abort();
        },
        second: () => resolve(undefined),
      });
    });
    const tell = options.output === 'table' ? linePresenter(io) : () => {};
    const going = trip(request, { rig: opened.rig, interrupted: stop.signal, tell });
    const tripped = await Promise.race([going, left]);
    if (!tripped) {
      going.catch(() => {});
      io.err(`Left: run ${runId} may still be under way, and its lease binds.`);
      return exitCodes.detached;
    }
    const shown = plainAll(tripped);
    if (!(await printed(io, options.output, shown)))
      for (const line of verdictLines(shown, io.colours, io.width())) io.out(line);
    return exitCodeOf(tripped, stop.signal.aborted);
  } finally {
    await opened.rig.close();
  }
}

/** 7 before all else, as everywhere; 4 for an alarm that did not do what it is there for; 3 where nothing was tripped. */
export function exitCodeOf({ outcome, recovery }: Tripped, interrupted: boolean): number {
  if (recovery === 'drifted' || recovery === 'unknown' || (outcome === 'fails' && recovery === undefined))
    return exitCodes.unconfirmed;
  if (interrupted) return exitCodes.stopped;
  if (outcome === 'works') return exitCodes.held;
  return outcome === 'fails' ? exitCodes.refuted : exitCodes.refused;
}

/** A plan of the moment, with an alarm that is OK and guards nobody else's run. */
async function ready(
  io: Io,
  opened: OpenedTrip,
  { trip: alarm, seed }: TripOptions,
  runId: string,
): Promise<TripRequest> {
  const { rig, definition, parameters } = opened;
  const { ports } = rig;
  const made = await makePlan(
    { definition: definition.experiment, definitionHash: definition.hash, parameters, seed },
    ports,
  );
  if (!made.ok) throw new Failure(`not injecting: ${made.refusal.rule}: ${made.refusal.why}`, exitCodes.refused);
  const others = await ports.runs.list({ unfinished: true, stopAlarm: alarm });
  if (others.length > 0)
    throw refused(
      `alarm ${alarm} guards ${others.map((each) => each.runId).join(', ')}, which would be stopped: let it end first`,
    );
  return { alarm, definition, plan: made.plan, parameters, seed, runId, by: opened.by(io) };
}

/** Undefined: go on. A rehearsal harms nobody, so that nobody is asked. */
async function agreement(
  io: Io,
  { rig }: OpenedTrip,
  { alarm, plan }: TripRequest,
  { confirm, output, aws }: TripCommandOptions,
  interrupts: Interrupts,
): Promise<number | undefined> {
  const [seen] = await rig.ports.metrics.alarms([alarm]);
  if (!seen) throw refused(sentenceOf(lintState(alarm, seen, rig.ports.clock.now())[0]!));
  const tell = output === 'table' ? io.out : io.err;
  const page = plainAll({ where: rig.where, alarm: seen, plan });
  for (const line of tripPage({ ...page, columns: io.width() }, output === 'table' ? io.colours : io.errorColours))
    tell(line);
  tell('');
  if (!aws || confirm === alarm) return undefined;
  if (confirm !== undefined) throw new Failure(`--confirm says "${confirm}", and the alarm is "${alarm}"`);
  if (!io.interactive || output !== 'table')
    throw new Failure(`nobody can be asked here: add --confirm ${alarm} to trip it for real`);
  const { ask } = await import('../../cli/run/ask.ts');
  const message = `Faults are injected for real, and the alarm fires for whoever listens. Type its name, ${alarm}, to go on:`;
  const answer = await ask({ kind: 'ask', how: 'name', message }, alarm, interrupts.early);
  if (answer === 'go') return undefined;
  io.err('Nothing was started, and nothing was changed.');
  return answer === 'no' ? exitCodes.refused : exitCodes.detached;
}

const refused = (why: string): Failure => new Failure(`not injecting: trip: ${why}`, exitCodes.refused);
