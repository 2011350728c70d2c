/** A world run ahead: a copy of it, with what a drill changes made, as far as it is asked to go. */
import { type Known, notKnown } from '../../core/conformity/known.ts';
import type { Ahead, AheadQuestion } from '../../core/ports/standby.ts';
import type { SimulatedCloud } from '../../simulator/cloud.ts';
import { restoreCloud } from '../../simulator/create-cloud.ts';
import { simulatedMetrics } from './metrics.ts';

/** From what one wave begins to the next: what it starts has begun by then. */
const betweenWaves = 60_000;

/**
 * By derived metrics where those can be, since a prediction is cheap or nobody makes it; by
 * single requests where the world has what they alone tell of. The same seed tells the same.
 */
export async function runAhead(cloud: SimulatedCloud, seed: number, question: AheadQuestion): Promise<Known<Ahead>> {
  const ways = [...new Set(['closed-form', cloud.model.traffic] as const)];
  let why = '';
  for (const traffic of ways)
    try {
      return await goOn(copyOf(cloud, seed, traffic), question);
    } catch (error) {
      if ((error as Error).name !== 'NotSimulated') throw error;
      why = (error as Error).message;
    }
  return notKnown(why);
}

function copyOf(cloud: SimulatedCloud, seed: number, traffic: 'requests' | 'closed-form'): SimulatedCloud {
  const model = { ...cloud.model, traffic };
  return restoreCloud({ model, seed, dump: { ...cloud.dump(), traffic } });
}

async function goOn(copy: SimulatedCloud, { steps, queries, for: length }: AheadQuestion): Promise<Ahead> {
  const waves = [...Map.groupBy(steps, ({ wave }) => wave)].toSorted(([a], [b]) => a - b);
  for (const [wave, own] of waves) {
    copy.startExperiment({
      clientToken: `ahead-${wave}`,
      tags: {},
      actions: own.map(({ id, action, parameters, targets }) => ({ name: id, actionId: action, parameters, targets })),
      stopAlarms: [],
    });
    advance(copy, copy.now + betweenWaves);
  }
  const moved = copy.now;
  const until = moved + length;
  advance(copy, until + copy.model.publicationDelay);
  const metrics = simulatedMetrics(copy);
  return { moved, until, series: await Promise.all(queries.map((query) => metrics.series(query, moved, until))) };
}

function advance(copy: SimulatedCloud, to: number): void {
  while (copy.now < to) copy.advance(to);
}
