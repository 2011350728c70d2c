/** What an account's machines are run by. On a laptop that is the engine beside it; the conformance suite gives another. */
import { type SimulatedExecutionsOptions, simulatedExecutions } from '../../adapters/simulated/executions.ts';
import type { Executions } from '../../core/ports/executions.ts';
import type { VirtualClock } from './clock.ts';
import { createEngine, type Invoke } from './engine.ts';

/** What whoever runs the machines is given, and has to tell. */
export interface Machinery extends Omit<SimulatedExecutionsOptions, 'clock' | 'launcher'> {
  /** Held from the start of an execution until it sleeps or ends. */
  readonly clock: VirtualClock;
  /** Calls a step of the lifecycle on the account's ports. */
  readonly invoke: Invoke;
}

export type MakeExecutions = (machinery: Machinery) => Executions;

export const onLocalEngine: MakeExecutions = ({ invoke, ...told }) =>
  simulatedExecutions({ ...told, launcher: createEngine({ clock: told.clock, invoke }) });
