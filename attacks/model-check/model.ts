/** What the numbers of moments mean, and what is known of functions and calls so far. */
import type { Instant } from '../../core/ports/clock.ts';
import type { Machine } from '../../core/ports/executions.ts';
import type { Ports } from '../../core/ports/ports.ts';
import { afterAnswer, afterError, retrierOf, type Turn } from '../machine.ts';
import type { Plant } from '../plants.ts';
import { cellOfExecution, type Footprint, Layout, nothing } from './cells.ts';
import { footprintOf } from './footprint.ts';
import { refuseForgotten } from './forget.ts';
import type { Futures } from './futures.ts';
import { Interned } from './interned.ts';
import { listed, refuseUnlisted } from './listed.ts';
import { type Budget, type Sleeper, spent } from './moment.ts';
import { Answers } from './not-yet-known.ts';
import { portsOn } from './ports.ts';
import {
  type Answer,
  keyOfPast,
  keyOfProcess,
  noPast,
  type Past,
  type Process,
  replay,
  type Work,
  withAnswer,
} from './process.ts';
import type { Subject } from './subjects/subject.ts';
import { textOf } from './text.ts';
import { type Execution, type Rows, refuseStrays, rowsIn, type World, worldOf } from './world.ts';

/** A function in the middle of its work, with what is asked of it again and again. */
export interface Known extends Process {
  readonly runId: string | undefined;
  /** Its caller has given up: its answer is nobody's, and it may be cut off at its timeout. */
  readonly orphan: boolean;
  readonly part: string;
  /** By which a label begins. No spaces. */
  readonly name: string;
  /** `ledger.list`, or `returns`. */
  readonly said: string;
  /** Functions of one signature have one future: who they are, and the call that they stand before. */
  readonly signature: number;
  /** Of its next call. */
  readonly footprint: Footprint;
  /** What its execution does next, once it is over. */
  readonly turn: Turn | 'again' | undefined;
}

/** What a call did. */
export interface Outcome {
  /** The cells that it changed, by slot. */
  readonly writes: readonly (readonly [slot: number, cell: number])[];
  /** The function after its answer. */
  readonly process: number;
  /** The execution that it started or ended. */
  readonly effect?: {
    readonly does: 'start' | 'stop';
    readonly machine: Machine;
    readonly name: string;
    readonly input: unknown;
  };
}

const textOfRows = (rows: Rows): string => rows.map(([key, row]) => `${key}=${textOf(row)}`).join();

export class Model {
  readonly layout: Layout;
  readonly plant: Plant;
  readonly futures: Futures;
  readonly #cells = new Interned<Rows>();
  readonly #processes = new Interned<Known>();
  readonly #works = new Interned<Work>();
  readonly #sleepers = new Interned<Sleeper>();
  readonly #budgets = new Interned<Budget>();
  readonly #begun = new Answers<number>();
  readonly #outcomes = new Answers<Outcome>();

  constructor(subject: Subject, plant: Plant, futures: Futures) {
    this.layout = new Layout(subject);
    this.plant = plant;
    this.futures = futures;
  }

  rows = (cell: number): Rows => this.#cells.valueOf(cell);
  cellOf = (rows: Rows): number => this.#cells.numberOf(textOfRows(rows), () => rows);
  process = (number: number): Known => this.#processes.valueOf(number);
  work = (number: number): Work => this.#works.valueOf(number);
  eventSignature = (number: number): number => this.futures.numberOf(eventName(this.work(number)));
  workOf = (work: Work): number => this.#works.numberOf(textOf(work), () => work);
  sleeper = (number: number): Sleeper => this.#sleepers.valueOf(number);
  sleeperOf = (sleeper: Sleeper): number => this.#sleepers.numberOf(textOf(sleeper), () => sleeper);
  budget = (number: number): Budget => this.#budgets.valueOf(number);

  budgetOf(budget: Budget): number {
    const left = spent(budget);
    return this.#budgets.numberOf(JSON.stringify(left), () => left);
  }

  /** The whole world of a moment. */
  worldOf = (cells: readonly number[], now: Instant): World =>
    worldOf(this.layout, (slot) => this.rows(cells[slot]!), now);

  /** A function just called, as far as its first call. @throws NotYetKnown */
  begin(work: Work, of: string | undefined, now: Instant): number {
    const past: Past = { work, ...noPast };
    return this.#begun.of(`${keyOfPast(past)};${of ?? ''};${now}`, () => this.#goOn(past, of, now, now));
  }

  /** The same function without anybody who waits for its answer. */
  abandoned(number: number): number {
    const { of: _, ...process } = this.process(number);
    return this.#numberOf(process);
  }

  /** A function's next call carried out. @param lost its answer is. @throws NotYetKnown */
  outcomeOf(number: number, cells: readonly number[], now: Instant, lost: boolean): Outcome {
    const { reads } = this.process(number).footprint;
    refuseForgotten(this, cells, reads);
    let key = `${number};${now};${lost}`;
    for (const slot of this.layout.slots) if ((reads & (1 << slot)) !== 0) key += `;${cells[slot]}`;
    return this.#outcomes.of(key, () => this.#carryOut(number, cells, now, lost));
  }

  async #carryOut(number: number, cells: readonly number[], now: Instant, lost: boolean): Promise<Outcome> {
    const process = this.process(number);
    const { footprint, standing, of, begunAt } = process;
    if (standing.at !== 'call') throw new Error('a function that is over makes no call');
    const { port, method, args } = standing.call;
    const world = worldOf(this.layout, (slot) => this.rows(cells[slot]!), now, footprint);
    const effect = effectOf(standing.call, (name) => this.rows(cells[this.layout.executionSlot(name)]!));
    const ports = this.#planted(world) as unknown as Record<
      string,
      Record<string, (...given: unknown[]) => Promise<unknown>>
    >;
    let answer: Answer;
    try {
      const value = await ports[port]![method]!(...args);
      answer = lost
        ? { error: Object.assign(new Error('the answer was lost'), { name: 'Unavailable' }) }
        : { value: listed(process, standing.call, value) };
    } catch (error) {
      if ((error as Error).name === 'UndeclaredTouch')
        throw Object.assign(error as Error, { message: `${port}.${method}: ${(error as Error).message}` });
      answer = { error: error as Error };
    }
    refuseStrays(world);
    const writes: (readonly [number, number])[] = [];
    for (const slot of this.layout.slots) {
      if ((footprint.reads & (1 << slot)) === 0) continue;
      const before = this.rows(cells[slot]!);
      const cell = this.cellOf(this.#rowsIn(slot, before, world));
      if (cell === cells[slot]) continue;
      if ((footprint.writes & (1 << slot)) === 0) throw new Error(`${port}.${method} changes what it only reads`);
      writes.push([slot, cell]);
    }
    const next = await this.#goOn(withAnswer(process, answer), of, begunAt, now);
    return { writes, process: next, ...(effect && { effect }) };
  }

  async #goOn(past: Past, of: string | undefined, begunAt: Instant, now: Instant): Promise<number> {
    const { work, answers, told } = past;
    const { times, standing } = await replay(past, now, this.plant);
    refuseUnlisted();
    return this.#numberOf({ work, answers, told, times, standing, begunAt, ...(of !== undefined && { of }) });
  }

  #numberOf(process: Process): number {
    return this.#processes.numberOf(keyOfProcess(process), () => {
      const { work, of, standing } = process;
      const orphan = work.kind === 'step' && of === undefined;
      const part = work.kind === 'step' ? work.step : work.kind;
      const runId = 'runId' in work ? work.runId : undefined;
      const name = runId === undefined ? part : `${runId}/${part}${orphan ? '(again)' : ''}`;
      const said = standing.at === 'call' ? `${standing.call.port}.${standing.call.method}` : 'returns';
      const signature = this.futures.numberOf(`${name} ${said}`);
      const footprint = standing.at === 'call' ? footprintOf(this.layout, standing.call) : nothing;
      const turn = turnOf(process);
      return { ...process, turn, runId, orphan, part, name, said, signature, footprint };
    });
  }

  /** In the order of runs, who is proposed comes last. */
  #rowsIn(slot: number, before: Rows, world: World): Rows {
    const now = rowsIn(this.layout, world, slot);
    if (slot !== this.layout.orderSlot) return now;
    const known = new Set(before.map(([runId]) => runId));
    return [...before, ...now.filter(([runId]) => !known.has(runId))];
  }

  #planted(world: World): Ports {
    const ports = portsOn(world);
    const { ledger } = this.plant;
    return ledger ? { ...ports, ledger: ledger(ports.ledger, world.tables) } : ports;
  }
}

/** `again`: one retry is enough to meet every one of them, since none remembers the one before. */
function turnOf({ work, of, standing }: Process): Turn | 'again' | undefined {
  if (work.kind !== 'step' || of === undefined || standing.at === 'call') return undefined;
  const machine: Machine = cellOfExecution(of) === 'recoveries' ? 'recovery' : 'experiment';
  if (standing.at === 'end') return afterAnswer(machine, work.step, of, onTheWire(standing.value));
  const { error } = standing;
  return retrierOf(machine, work.step, error) ? 'again' : afterError(machine, work.step, of, work.input, error);
}

const onTheWire = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

export const eventName = (work: Work): string => `event ${work.kind} of ${'runId' in work ? work.runId : 'nobody'}`;

function effectOf(
  { port, method, args }: Extract<Process['standing'], { at: 'call' }>['call'],
  rowsOf: (execution: string) => Rows,
): Outcome['effect'] {
  if (port !== 'executions' || method === 'look') return undefined;
  const [machine, name, input] = args as [Machine, string, unknown];
  const rows = rowsOf(name);
  const known = rows.find(([key]) => key === name)?.[1] as Execution | undefined;
  if (method === 'start' && !known) return { does: 'start', machine, name, input };
  if (method === 'stop' && known?.state.state === 'running') return { does: 'stop', machine, name, input };
  return undefined;
}
