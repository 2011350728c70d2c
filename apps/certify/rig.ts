/**
 * What a certification needs of a platform: to start and disturb runs as the world would,
 * and to look at the world itself. Whatever it learns from the platform's own records it
 * reads through the ports, and holds against what the world shows.
 */
import type { RunRecord } from '../../core/history/run-record.ts';
import type { RunRequest } from '../../core/lifecycle/reference.ts';
import type { Millis } from '../../core/ports/clock.ts';
import type { Machine } from '../../core/ports/executions.ts';
import type { Ports } from '../../core/ports/ports.ts';
import type { Place } from './place.ts';

export interface Rig {
  readonly place: Place;
  /** Where it is, in words that no configuration changes. */
  readonly where: string;
  /** To read, and to plan. */
  readonly ports: Ports;
  /** Between two looks. */
  readonly lookEvery: Millis;
  /** What must be so before the first run, such as traffic that the alarm can judge. Answers why it cannot be had. */
  prepare(): Promise<string | undefined>;
  start(runId: string, request: RunRequest): Promise<void>;
  /** A person's stop, the way a person asks for it. */
  stopAsPerson(runId: string, by: string, reason: string): Promise<void>;
  /** StopExecution, as anyone with a console could call it. */
  stopExecution(machine: Machine, name: string, reason: string): Promise<void>;
  forceAlarm(name: string, state: 'ALARM' | 'OK', reason: string): Promise<void>;
  /** Faults of the run that are active, as the provider tells: found by their tag, not by our ledger. */
  activeFaults(runId: string): Promise<readonly string[]>;
  /** Keys of locks that the run still holds, as they stand in the store. */
  heldLocks(record: RunRecord): Promise<readonly string[]>;
  wait(duration: Millis): Promise<void>;
  /** Idempotent. */
  close(): Promise<void>;
}
