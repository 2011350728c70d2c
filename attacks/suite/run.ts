/**
 * `npm run simulate -- [--runs N] [--seed S]`: attacks whole platforms on every core, and says
 * what was done to them and what broke. `--replay` tells the one run of the seed, as small as
 * it still breaks; `--pairs` has functions die at two points a run; `--requests` simulates each
 * request; `--plant NAME` makes a mistake that must be found; `--first NAME` begins each run with
 * that experiment, as `a-region-left`.
 */
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import { type PlantName, plants } from '../plants.ts';
import { attackKinds, attacks } from './attacks.ts';
import { type Campaign, crashesOf, type Result, together } from './campaign.ts';
import { crashPoints, nameOf } from './crash-points.ts';
import { definitions } from './scenario/experiments.ts';
import { shrink } from './shrink.ts';
import { type Simulated, simulate } from './simulate.ts';

const usage =
  'npm run simulate -- [--runs N] [--seed S] [--pairs] [--requests] [--plant NAME] [--first NAME] [--replay]';
/** Failing runs that are made small and told; of the others the seeds. */
const told = 3;

function wholeNumber(text: string, name: string, least: number): number {
  const value = Number(text);
  if (Number.isSafeInteger(value) && value >= least && value <= 2 ** 31) return value;
  console.error(`--${name} is ${text}: a whole number from ${least} to ${2 ** 31} is wanted\n${usage}`);
  process.exit(2);
}

function optionsGiven() {
  try {
    return parseArgs({
      options: {
        runs: { type: 'string', default: '1000' },
        seed: { type: 'string', default: '1' },
        pairs: { type: 'boolean', default: false },
        requests: { type: 'boolean', default: false },
        plant: { type: 'string' },
        first: { type: 'string' },
        replay: { type: 'boolean', default: false },
      },
    }).values;
  } catch (error) {
    console.error(`${(error as Error).message}\n${usage}`);
    process.exit(2);
  }
}

async function inWorkers(campaign: Campaign): Promise<Result> {
  const of = Math.min(availableParallelism(), campaign.runs);
  const shares = Array.from(
    { length: of },
    (_, share) =>
      new Promise<Result>((resolve, reject) => {
        const worker = new Worker(new URL('./campaign-worker.ts', import.meta.url), {
          workerData: { campaign, share, of },
        });
        worker.on('message', resolve);
        worker.on('error', reject);
      }),
  );
  return together(await Promise.all(shares));
}

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;

/** @returns crash points, or pairs, that no run met */
function report({ runs, failed, ...result }: Result, campaign: Campaign, elapsed: number): readonly string[] {
  const { covered, happened, overlapping, waves, lasted } = result;
  const singles = crashPoints.map(nameOf);
  const all = campaign.pairs ? singles.flatMap((one) => singles.map((other) => `${one}, ${other}`)) : singles;
  const missed = all.filter((name) => !covered.has(name) && !covered.has(name.split(', ').reverse().join(', ')));
  const width = Math.max(...attackKinds.map((kind) => kind.length));
  console.log('attacks that happened:');
  for (const kind of attackKinds)
    console.log(`  ${kind.padEnd(width)} ${String(happened.get(kind) ?? 0).padStart(8)}  ${attacks[kind].what}`);
  const what = campaign.pairs ? 'pairs of crash points' : 'crash points';
  console.log(`${what} met: ${all.length - missed.length} of ${all.length}`);
  if (missed.length > 0 && !campaign.pairs) console.log(`  never met: ${missed.join(', ')}`);
  console.log(
    `the median run: ${median(overlapping)} experiments at once, ${median(waves)} waves, ${median(result.attacks)} attacks`,
  );
  const moved = [...result.moved].map(([name, times]) => `${name} ${times}`);
  if (moved.length > 0) console.log(`users moved elsewhere: ${moved.sort().join(', ')}`);
  console.log(
    `${Math.round(lasted / 3_600_000).toLocaleString('en-US')} h of virtual time in ${elapsed.toFixed(1)} s: ${Math.round((runs / elapsed) * 60).toLocaleString('en-US')} runs a minute`,
  );
  console.log(
    `${runs.toLocaleString('en-US')} runs, seeds ${campaign.seed} to ${campaign.seed + runs - 1}: ${failed.length} violations`,
  );
  return missed;
}

async function tell(
  seed: number,
  { pairs, traffic, plant, first }: Omit<Campaign, 'seed' | 'runs'>,
): Promise<Simulated> {
  const options = {
    seed,
    crashes: crashesOf(seed, pairs),
    ...(traffic && { traffic }),
    ...(plant && { plant: plants[plant] }),
    ...(first !== undefined && { first }),
  };
  const failing = await simulate(options);
  if (failing.violations.length === 0) return failing;
  const small = await shrink(options, failing);
  console.log(`seed ${seed}: ${small.violations.join('; ')}`);
  console.log(`  by ${small.attacks.length} of ${failing.attacks.length} attacks:`);
  for (const { id, at } of small.attacks) console.log(`    ${new Date(at).toISOString()} ${id}`);
  return small;
}

function plantNamed(name: string | undefined): PlantName | undefined {
  if (name === undefined || name in plants) return name as PlantName | undefined;
  console.error(`no mistake is called ${name}: known are ${Object.keys(plants).join(', ')}\n${usage}`);
  process.exit(2);
}

function experimentNamed(name: string | undefined): string | undefined {
  const known = definitions.map(({ experiment }) => experiment.metadata.name);
  if (name === undefined || known.includes(name)) return name;
  console.error(`no experiment is called ${name}: known are ${known.join(', ')}\n${usage}`);
  process.exit(2);
}

const values = optionsGiven();
const seed = wholeNumber(values.seed, 'seed', 0);
const plant = plantNamed(values.plant);
const first = experimentNamed(values.first);
const kind = {
  pairs: values.pairs,
  ...(values.requests && { traffic: 'requests' as const }),
  ...(plant && { plant }),
  ...(first !== undefined && { first }),
};
if (values.replay) {
  const { violations, attacks: happened } = await tell(seed, kind);
  console.log(`seed ${seed}: ${violations.length} violations, ${happened.length} attacks`);
  process.exitCode = violations.length > 0 ? 1 : 0;
} else {
  const campaign = { seed, runs: wholeNumber(values.runs, 'runs', 1), ...kind };
  const begun = performance.now();
  const result = await inWorkers(campaign);
  const elapsed = (performance.now() - begun) / 1000;
  for (const failed of result.failed.slice(0, plant ? 1 : told)) await tell(failed.seed, kind);
  if (plant) {
    const [first] = result.failed;
    console.log(
      first ? `${plant}: found by seed ${first.seed}, after ${first.seed - seed + 1} runs` : `${plant}: not found`,
    );
    process.exitCode = first ? 0 : 1;
  } else {
    for (const failed of result.failed.slice(told))
      console.log(`seed ${failed.seed}: ${failed.violations[0]} (npm run simulate -- --replay --seed ${failed.seed})`);
    const missed = report(result, campaign, elapsed);
    // Too few runs to meet each point say nothing about those that they did not meet.
    const owed = !campaign.pairs && campaign.runs >= 20 * crashPoints.length;
    if (result.failed.length > 0 || (owed && missed.length > 0)) process.exitCode = 1;
  }
}
