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
import { functionTimeout } from './subjects/subject.ts';
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

export const runOfWork = (work: Work): string | undefined => ('runId' in work ? work.runId : undefined);

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
  readonly of?: string | undefined;
  readonly begunAt: Instant;
  readonly answers: readonly Answer[];
  /** The answers as text. */
  readonly told: string;
  /** What the clock said, in the order of asking. */
  readonly times: readonly Instant[];
  readonly standing: Standing;
}

/** A function called, and what it has met so far. */
export type Past = Omit<Process, 'standing' | 'of' | 'begunAt'>;

export const noPast = { answers: [], told: '', times: [] } as const;

export const withAnswer = (past: Past, answer: Answer): Past => ({
  ...past,
  answers: [...past.answers, answer],
  told: `${past.told},${textOf('error' in answer ? answer.error : answer.value)}`,
});

/** What tells one past from another. */
export const keyOfPast = ({ work, told, times }: Past): string => `${textOf(work)};${told};${times.join()}`;

/** What tells one function in the middle of its work from another. What one that is over was told is told to nobody any more. */
export const keyOfProcess = (process: Process): string => {
  const { standing, work, of, begunAt } = process;
  if (standing.at === 'call') return `${keyOfPast(process)};${of ?? ''};${begunAt}`;
  const said = standing.at === 'end' ? textOf(standing.value) : textOf(standing.error);
  return `${textOf(work)};${standing.at}:${said};${of ?? ''};${begunAt}`;
};

export type Reached = Pick<Process, 'standing' | 'times'>;

/** Where a function with this past stands at an instant: as far as its next call, or its end. */
export async function replay(process: Past, now: Instant, plant: Plant): Promise<Reached> {
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
  'standby',
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
