/** Drives an account's clock until its runs are concluded: one virtual second after the other, at the asked pace. */
import { setTimeout as pause } from 'node:timers/promises';
import type { PlatformRequest } from '../../adapters/simulated/control-plane-store.ts';
import type { RunRecord } from '../../core/history/run-record.ts';
import { type Aborted, abort } from '../../core/lifecycle/abort.ts';
import { attemptAllowance } from '../../core/lifecycle/allowances.ts';
import type { Instant } from '../../core/ports/clock.ts';
import type { Account } from './account.ts';
import { type Approvers, approveRun, waitsForPeople } from './approvers.ts';
import type { Platform } from './directory.ts';
import { paceFrom, type Speed } from './pace.ts';

const second = 1000;
const hour = 3600 * second;
const beatEvery = second;
/** Between two looks for requests while the world's time stands still, by the wall clock. */
const standing = 100;
/** An approval may be waited for a day. */
const longestProposal = 25 * hour;
/** Attempts at recovery that may each take all of their time. After these nobody will conclude the run any more. */
const attemptsToWaitFor = 3;

/** The run stands still: nothing of it executes, and nothing will. The message names what went wrong last. */
export class RunStuck extends Error {
  override readonly name = 'RunStuck';
}

export interface StopRequest {
  readonly runId: string;
  readonly by: string;
  readonly reason: string;
}

export interface View {
  readonly now: Instant;
  readonly record?: RunRecord;
}

export interface DriveOptions {
  readonly platform: Platform;
  readonly account: Account;
  readonly runIds: readonly string[];
  readonly speed: Speed;
  /** Nobody, when missing. */
  readonly approvers?: Approvers;
  readonly onTick?: ((view: View) => void) | undefined;
  /** True once the platform is to be left as it stands. */
  readonly detached?: () => boolean;
}

/**
 * Resolves when every run has its terminal record and nothing executes any more, or at once after a detach.
 * @throws RunStuck, OwnershipLost
 */
export async function drive(options: DriveOptions): Promise<void> {
  const { platform, account, runIds, speed, approvers = {}, onTick, detached } = options;
  const { clock } = account;
  const start = clock.now();
  let paced = paceFrom(start, speed);
  let beatenAt = performance.now();
  let giveUpAt = start + hour;

  while (!(await concluded(options))) {
    if (detached?.()) return;
    if (await waitsForPeople(account, runIds, approvers)) {
      await pause(standing);
      paced = paceFrom(clock.now(), speed);
    } else {
      const boundary = (Math.floor(clock.now() / second) + 1) * second;
      while (clock.now() < boundary) for (const event of await clock.step(boundary)) account.announced(event);
    }

    for (const request of platform.store.takeRequests(runIds, Date.now())) await takeUp(account, request);
    if (performance.now() - beatenAt >= beatEvery) {
      platform.beat();
      account.keep();
      beatenAt = performance.now();
    }
    onTick?.(view(clock.now(), await account.ports.runs.load(runIds[0]!)));
    if (clock.now() >= giveUpAt) {
      giveUpAt = await patienceWith(options, start);
      if (clock.now() >= giveUpAt) throw stuck(options, 'long after its lease had ended');
    }
    await paced(clock.now());
  }
  await clock.quiet();
  account.keep();
}

function takeUp(account: Account, request: PlatformRequest): Promise<unknown> {
  if (request.kind === 'stop') return stopRun(account, request);
  const { runId, approver, by: playedBy, planHash, reason } = request;
  return approveRun(account, { runId, by: approver, playedBy, planHash, ...(reason !== '' && { reason }) });
}

/** What a person asked for, at the instant reached. Idempotent, as `abort` is. */
export function stopRun({ clock, ports }: Account, { runId, by, reason }: StopRequest): Promise<Aborted> {
  const cause = { kind: 'person', detail: `${by} stopped it: ${reason}`, at: clock.now() } as const;
  return clock.during(() => abort(runId, cause, ports));
}

async function concluded(options: DriveOptions): Promise<boolean> {
  const { account, runIds } = options;
  if (account.running() > 0) return false;
  for (const runId of runIds) {
    const record = await account.ports.runs.load(runId);
    if (!record) throw stuck(options, 'before it was written down');
    if (!record.terminal || record.untold) return false;
  }
  return true;
}

/** Until when the runs may still be concluded, as far as can be told now. */
async function patienceWith({ account, runIds }: DriveOptions, start: Instant): Promise<Instant> {
  const { runs, stage } = account.ports;
  const ends = runIds.map(async (runId) => {
    const record = await runs.load(runId);
    if (!record?.lease) return start + longestProposal;
    const began = Math.max(record.lease.until, record.epochRaisedAt ?? 0, start);
    return began + attemptsToWaitFor * attemptAllowance(record.plan, stage.functionTimeout);
  });
  return Math.max(...(await Promise.all(ends)));
}

const view = (now: Instant, record: RunRecord | undefined): View => (record ? { now, record } : { now });

function stuck({ account, runIds }: DriveOptions, when: string): RunStuck {
  const cause = account.errors.at(-1);
  const why = cause ? `${cause.name}: ${cause.message}` : 'no step reported an error';
  return new RunStuck(`${runIds.join(', ')} came to a standstill ${when}: ${why}`, { cause });
}
