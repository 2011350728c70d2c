/** One run of the suite: a platform, a cast and strangers, from their first move until everything is at rest; then judged. */

import type { Plant } from '../plants.ts';
import type { Attack } from './attacker.ts';
import type { CrashPoint } from './crash-points.ts';
import { stopTwice, undoAgain } from './invariants/again.ts';
import { invariants } from './invariants/index.ts';
import { isMover } from './movers.ts';
import { inviteCast } from './people.ts';
import { inForce, openPlatform, type Platform } from './platform.ts';
import { definitions } from './scenario/experiments.ts';
import { castOf, lastCueOf } from './scenario/people.ts';
import { models } from './scenario/world.ts';
import { inviteStrangers } from './strangers.ts';

export interface SimulationOptions {
  readonly seed: number;
  /** Where functions die in this run, besides what chance brings. */
  readonly crashes?: readonly CrashPoint[];
  /** Ids of the attacks that may happen; all when missing. */
  readonly only?: ReadonlySet<string>;
  readonly plant?: Plant | undefined;
  /** Name of the experiment that is begun before all others. Default: as chance has it. */
  readonly first?: string;
  /** Default: by formula. */
  readonly traffic?: 'requests' | 'closed-form';
}

export interface Simulated {
  readonly seed: number;
  readonly violations: readonly string[];
  readonly attacks: readonly Attack[];
  /** Names of crash points that were met as planned. */
  readonly covered: readonly string[];
  /** Experiments that were let in and under way at the same time, at most. */
  readonly overlapping: number;
  /** Waves that were injected, of all experiments. */
  readonly waves: number;
  readonly faults: number;
  /** Experiments that moved users elsewhere, by name. */
  readonly moved: readonly string[];
  /** Virtual time that it took, in milliseconds. */
  readonly lasted: number;
}

const hour = 3_600_000;
/** By then everything has come to rest, an hour's outage included. */
const horizon = 8 * hour;
/** For what a run has left, once the last of all that happens to it is over. */
const patience = hour;

export async function simulate({
  seed,
  crashes = [],
  only,
  plant,
  first,
  traffic,
}: SimulationOptions): Promise<Simulated> {
  const world = models[seed % models.length]!;
  const model = traffic ? { ...world, traffic } : world;
  const platform = openPlatform({ model, seed, crashes, ...(only && { only }), plant });
  const { clock, attacker, tables, witness } = platform;
  const begins = clock.now();
  tables.definitions.push(...definitions);
  const needed = crashes.map(({ call }) => call);
  const cast = castOf(attacker.chance, begins, needed, first);
  inviteCast(platform, cast);
  inviteStrangers(platform, begins);
  platform.triggers.sweepAlways();

  const lastCue = lastCueOf(cast) + 60_000;
  const end = begins + horizon;
  while (clock.now() < end && !(atRest(platform, lastCue) && (isWhole(platform) || clock.now() > lastCue + patience))) {
    const limit = Math.min(end, clock.now() + 60_000);
    for (const event of await clock.step(limit)) platform.triggers.announced(event);
  }
  await clock.quiet();

  const violations: string[] = [];
  if (!atRest(platform, lastCue)) violations.push('I9: it does not come to rest');
  const story = { platform, cast };
  for (const { id, breaches } of invariants) for (const breach of breaches(story)) violations.push(`${id}: ${breach}`);
  if (violations.length === 0) {
    for (const breach of await undoAgain(story)) violations.push(`I11: ${breach}`);
    for (const breach of await stopTwice(story)) violations.push(`I9: ${breach}`);
  }
  return {
    seed,
    violations,
    attacks: attacker.happened,
    covered: [...attacker.covered],
    overlapping: overlappingIn(platform),
    waves: new Set(witness.started.map(({ token }) => token)).size,
    faults: witness.started.length,
    moved: movedIn(platform),
    lasted: clock.now() - begins,
  };
}

/** Nobody will do anything any more, and every run has been concluded and told of. */
function atRest({ tables, clock, running, armed, triggers }: Platform, lastCue: number): boolean {
  if (clock.now() < lastCue || running() > 0 || armed.size > 0 || triggers.pending() > 0) return false;
  for (const { terminal, untold } of tables.records.values()) if (!terminal || untold) return false;
  return true;
}

/** Nothing of ours is in force any more: what recovery had to leave, the sweeper has taken back since. */
const isWhole = ({ cloud }: Platform): boolean =>
  cloud.experiments().every(({ tags, status }) => tags['squall:run'] === undefined || !inForce.includes(status));

const movedIn = (platform: Platform): readonly string[] =>
  platform.witness.started.flatMap((started) => {
    const record = platform.tables.records.get(started.runId);
    return record && isMover(started, platform) ? [record.experiment] : [];
  });

function overlappingIn({ tables }: Platform): number {
  const spans = [...tables.records.values()].flatMap(({ lease, terminal }) =>
    lease ? [{ from: lease.from, to: terminal?.at ?? Number.POSITIVE_INFINITY }] : [],
  );
  return Math.max(0, ...spans.map(({ from }) => spans.filter((other) => other.from <= from && from < other.to).length));
}
