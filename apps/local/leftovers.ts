/** What runs in a platform directory left behind: looked after and acknowledged, each in its own simulated world. */
import { leftoverTimelines } from '../../adapters/simulated/archive.ts';
import { isOpen, type Leftover } from '../../core/history/leftover.ts';
import { type Acknowledged, acknowledge } from '../../core/lifecycle/acknowledge.ts';
import { lookAfterLeftovers } from '../../core/lifecycle/look-after.ts';
import type { Millis } from '../../core/ports/clock.ts';
import { type Account, openAccount } from './account.ts';
import { type OwnedPlatform, openPlatform, ownPlatform } from './directory.ts';

/** A world stands still while no process drives it: it is given this long to come to rest by itself. */
export const lookFor: Millis = 10 * 60_000;
const second = 1000;

export interface LookedAfterLocally {
  /** Seen restored now. */
  readonly restored: readonly Leftover[];
  readonly open: readonly Leftover[];
}

/**
 * Every world with an open leftover goes on for ten of its minutes, or until none is open.
 * @throws PlatformBusy when the owner lives: its sweeper looks after them
 */
export async function lookAfterLocally(directory: string): Promise<LookedAfterLocally> {
  const looking = openPlatform(directory);
  if (!looking) return { restored: [], open: [] };
  const none = leftoverTimelines(looking.database).length === 0;
  looking.close();
  if (none) return { restored: [], open: [] };
  return owned(directory, async (platform) => {
    const [restored, open]: [Leftover[], Leftover[]] = [[], []];
    for (const id of leftoverTimelines(platform.database)) {
      const account = accountOf(platform, id);
      const { clock, ports } = account;
      const before = await ports.leftovers.open();
      // At once, whatever the sweeper's minute: someone has asked.
      const look = () => clock.during(() => lookAfterLeftovers(ports, () => true));
      await look();
      const until = clock.now() + lookFor;
      while (clock.now() < until && (await ports.leftovers.open()).length > 0) {
        await goOn(account, Math.min(until, clock.now() + 60 * second));
        await look();
      }
      account.keep();
      for (const { runId, entryId } of before) {
        const now = (await ports.leftovers.of(runId)).find((leftover) => leftover.entryId === entryId);
        if (now) (isOpen(now) ? open : restored).push(now);
      }
    }
    return { restored, open };
  });
}

/**
 * By the world's clock, which then goes on for one function timeout: from there on a run in
 * this world may begin on what was left.
 * @throws PlatformBusy when the owner lives
 */
export async function acknowledgeLocally(
  directory: string,
  { timeline, runId, by, reason }: { timeline: string; runId: string; by: string; reason: string },
): Promise<Acknowledged> {
  return owned(directory, async (platform) => {
    const account = accountOf(platform, timeline);
    const { clock, ports } = account;
    const answer = await clock.during(() => acknowledge(runId, { by, at: clock.now(), reason }, ports));
    if (answer.acknowledged) await goOn(account, clock.now() + ports.stage.functionTimeout);
    account.keep();
    return answer;
  });
}

async function owned<T>(directory: string, use: (platform: OwnedPlatform) => Promise<T>): Promise<T> {
  const platform = ownPlatform(directory);
  try {
    return await use(platform);
  } finally {
    platform.close();
  }
}

function accountOf(platform: OwnedPlatform, id: string): Account {
  const timeline = platform.store.timeline(id);
  if (!timeline) throw new Error(`${platform.database.file} has runs of a timeline ${id} that it does not know`);
  return openAccount(platform, timeline, {});
}

async function goOn({ clock, announced }: Account, until: number): Promise<void> {
  while (clock.now() < until) {
    const boundary = Math.min(until, (Math.floor(clock.now() / second) + 1) * second);
    while (clock.now() < boundary) for (const event of await clock.step(boundary)) announced(event);
  }
  await clock.quiet();
}
