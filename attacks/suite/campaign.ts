/** Many runs, each with a crash point of its own in turn, and what came of all of them. */

import { type PlantName, plants } from '../plants.ts';
import type { AttackKind } from './attacks.ts';
import { type CrashPoint, crashPoints } from './crash-points.ts';
import { type Simulated, simulate } from './simulate.ts';

export interface Campaign {
  /** Runs have the seeds from this one on. */
  readonly seed: number;
  readonly runs: number;
  /** Two crash points a run, every pair in turn, instead of one. */
  readonly pairs?: boolean;
  /** Default: by formula. */
  readonly traffic?: 'requests' | 'closed-form';
  /** A mistake to be found: each share of the runs ends with its first violation. */
  readonly plant?: PlantName;
  /** Name of the experiment that every run begins with. Default: as chance has it. */
  readonly first?: string;
}

export interface Result {
  runs: number;
  readonly failed: { readonly seed: number; readonly violations: readonly string[] }[];
  /** Of crash points, or of pairs of them, by name: how often they were met. */
  readonly covered: Map<string, number>;
  readonly happened: Map<AttackKind, number>;
  readonly overlapping: number[];
  readonly waves: number[];
  readonly attacks: number[];
  /** By the experiment's name, how often users were moved elsewhere. */
  readonly moved: Map<string, number>;
  /** Virtual, in milliseconds, of all runs together. */
  lasted: number;
}

export const emptyResult = (): Result => ({
  runs: 0,
  failed: [],
  covered: new Map(),
  happened: new Map(),
  overlapping: [],
  waves: [],
  attacks: [],
  moved: new Map(),
  lasted: 0,
});

/** Where functions die in the run of a seed: the points, or the pairs, go round with the seeds. */
export function crashesOf(seed: number, pairs = false): readonly CrashPoint[] {
  const n = crashPoints.length;
  const first = crashPoints[seed % n]!;
  return pairs ? [first, crashPoints[Math.floor(seed / n) % n]!] : [first];
}

/** @param share which of `of` equal parts this is: seeds are dealt out one by one */
export async function carryOut(
  { seed, runs, pairs = false, traffic, plant, first }: Campaign,
  { share = 0, of = 1 }: { readonly share?: number; readonly of?: number } = {},
): Promise<Result> {
  const result = emptyResult();
  for (let i = share; i < runs; i += of) {
    const crashes = crashesOf(seed + i, pairs);
    const simulated = await simulate({
      seed: seed + i,
      crashes,
      ...(traffic && { traffic }),
      ...(plant && { plant: plants[plant] }),
      ...(first !== undefined && { first }),
    });
    add(result, simulated, pairs ? crashes.length : 1);
    if (plant && simulated.violations.length > 0) break;
  }
  return result;
}

function add(result: Result, simulated: Simulated, points: number): void {
  result.runs++;
  if (simulated.violations.length > 0) result.failed.push({ seed: simulated.seed, violations: simulated.violations });
  const { covered, attacks } = simulated;
  // A pair counts when both of it were met.
  const met = points === 1 ? covered : covered.length === points ? [covered.join(', ')] : [];
  for (const name of met) count(result.covered, name);
  for (const { kind } of attacks) count(result.happened, kind);
  result.overlapping.push(simulated.overlapping);
  result.waves.push(simulated.waves);
  result.attacks.push(attacks.length);
  for (const name of simulated.moved) count(result.moved, name);
  result.lasted += simulated.lasted;
}

const count = <Key>(counts: Map<Key, number>, key: Key, times = 1): void =>
  void counts.set(key, (counts.get(key) ?? 0) + times);

/** What several workers found, as one. */
export function together(results: readonly Result[]): Result {
  const all = emptyResult();
  for (const result of results) {
    all.runs += result.runs;
    all.failed.push(...result.failed);
    for (const [name, times] of result.covered) count(all.covered, name, times);
    for (const [kind, times] of result.happened) count(all.happened, kind, times);
    all.overlapping.push(...result.overlapping);
    all.waves.push(...result.waves);
    all.attacks.push(...result.attacks);
    for (const [name, times] of result.moved) count(all.moved, name, times);
    all.lasted += result.lasted;
  }
  all.failed.sort((a, b) => a.seed - b.seed);
  return all;
}
