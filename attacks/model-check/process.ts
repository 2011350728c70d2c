/**
 * A function of the platform in the middle of its work. What it is going to do follows
 * from its input, the answers that it was given so far and the times that it read, so that
 * it is kept as those, and brought back by giving it the same again.
 */
import { abort } from '../../core/lifecycle/abort.ts';
import { onDeadline, onExecutionStatus } from '../../core/lifecycle/safety-net.ts';
import { type StepName, steps } from '../../core/lifecycle/steps.ts';
import { sweepUp } from '../../core/lifecycle/sweep-up.ts';
import { toldNothing } from '../../core/platform/settings.ts';
import type { Instant } from '../../core/ports/clock.ts';
import type { Machine } from '../../core/ports/executions.ts';
import type { Ports } from '../../core/ports/ports.ts';
import type { Plant } from '../plants.ts';
import { functionTimeout } from './scenario.ts';
import { textOf } from './text.ts';

/** What a function was called for. */
export type Work =
  | { readonly kind: 'step'; readonly step: StepName; readonly input: unknown; readonly runId: string }
  | {
      readonly kind: 'status';
      readonly machine: Machine;
      readonly name: string;
      readonly how: 'failed' | 'aborted';
      readonly runId: string;
    }
  | { readonly kind: 'deadline'; readonly runId: string }
  | { readonly kind: 'stop'; readonly runId: string }
  | { readonly kind: 'sweep' };

export interface Call {
  readonly port: string;
  readonly method: string;
  readonly args: readonly unknown[];
}

export type Answer = { readonly value: unknown } | { readonly error: Error };

/** Where a function stands: about to make a call, or over. */
export type Standing =
  | { readonly at: 'call'; readonly call: Call }
  | { readonly at: 'end'; readonly value: unknown }
  | { readonly at: 'throw'; readonly error: Error };

export interface Process {
  readonly work: Work;
  /** The execution that goes on with its answer. Missing for triggers, and for calls whose caller has given up. */
  readonly of?: string;
  readonly begunAt: Instant;
  readonly answers: readonly Answer[];
  /** The answers as text. */
  readonly told: string;
  /** What the clock said, in the order of asking. */
  readonly times: readonly Instant[];
  readonly standing: Standing;
}

type Begin = Omit<Process, 'answers' | 'told' | 'times' | 'standing'>;

/** A function just called, as far as its first call. */
export const beginProcess = (begin: Begin, now: Instant, plant: Plant): Promise<Process> =>
  goOn({ ...begin, answers: [], told: '', times: [] }, now, plant);

/** Its next call answered, as far as the one after it. */
export const answered = (process: Process, answer: Answer, now: Instant, plant: Plant): Promise<Process> =>
  goOn(
    {
      ...process,
      answers: [...process.answers, answer],
      told: `${process.told},${textOf('error' in answer ? answer.error : answer.value)}`,
    },
    now,
    plant,
  );

/** What tells one function in the middle of its work from another. */
export const keyOfProcess = ({ work, of, begunAt, told, times }: Process): string =>
  `${textOf(work)};${of ?? ''};${begunAt};${told};${times.join()}`;

type Reached = Pick<Process, 'standing' | 'times'>;

/** The same function with the same past is met in many moments: it is brought back once. */
const reached = new WeakMap<Plant, Map<string, Reached>>();

async function goOn(process: Omit<Process, 'standing'>, now: Instant, plant: Plant): Promise<Process> {
  const known = reached.get(plant) ?? new Map<string, Reached>();
  reached.set(plant, known);
  const key = `${textOf(process.work)};${process.told};${process.times.join()};${now}`;
  const found = known.get(key) ?? (await replay(process, now, plant));
  known.set(key, found);
  return { ...process, ...found };
}

async function replay(process: Omit<Process, 'standing'>, now: Instant, plant: Plant): Promise<Reached> {
  const times = [...process.times];
  let [asked, told] = [0, 0];
  const standing = await new Promise<Standing>((resolve) => {
    const clock = {
      now() {
        if (told === times.length) times.push(now);
        return times[told++]!;
      },
    };
    const call = (port: string, method: string, args: readonly unknown[]): Promise<unknown> => {
      const answer = process.answers[asked++];
      if (answer === undefined) {
        resolve({ at: 'call', call: { port, method, args } });
        return new Promise(() => {});
      }
      return 'error' in answer ? Promise.reject(answer.error) : Promise.resolve(answer.value);
    };
    const ports = recording(clock, call);
    carryOut(process.work, plant.ports?.(ports) ?? ports, plant.abort ?? abort).then(
      (value) => resolve({ at: 'end', value }),
      (error: Error) => resolve({ at: 'throw', error }),
    );
  });
  return { times, standing };
}

function carryOut(work: Work, ports: Ports, stop: typeof abort): Promise<unknown> {
  switch (work.kind) {
    case 'step':
      return steps[work.step](work.input, ports);
    case 'status':
      return onExecutionStatus(work, ports);
    case 'deadline':
      return onDeadline(work.runId, ports);
    case 'stop':
      return stop(work.runId, { kind: 'person', detail: 'ada stopped it', at: ports.clock.now() }, ports);
    case 'sweep':
      return sweepUp(ports);
  }
}

const stage: Ports['stage'] = { environment: 'staging', platform: 'simulated', functionTimeout, settings: toldNothing };
const asking = [
  'definitions',
  'resources',
  'faults',
  'metrics',
  'runs',
  'ledger',
  'leftovers',
  'promotions',
  'journal',
  'deadline',
  'executions',
  'notices',
  'switches',
  'lever',
] as const satisfies readonly (keyof Ports)[];

function recording(
  clock: Ports['clock'],
  call: (port: string, method: string, args: readonly unknown[]) => Promise<unknown>,
): Ports {
  const port = (name: string) =>
    new Proxy(
      {},
      {
        get:
          (_, method) =>
          (...args: unknown[]) =>
            call(name, String(method), args),
      },
    );
  return { stage, clock, ...Object.fromEntries(asking.map((name) => [name, port(name)])) } as unknown as Ports;
}
