/** The bare engine on M/M/10: what one event costs. */
import { oneLine } from '../simulator/queueing/one-line.ts';

const serviceTime = { kind: 'exponential', mean: 1 } as const;

export async function run(): Promise<{ name: string; figure: string; aim?: string }[]> {
  const queue = { servers: 10, interval: 1 / 8, serviceTime, warmUp: 1000 };
  oneLine({ ...queue, seed: 1, customers: 200_000 });
  const started = performance.now();
  const { events } = oneLine({ ...queue, seed: 2, customers: 5_000_000 });
  const seconds = (performance.now() - started) / 1000;
  return [
    { name: 'M/M/10, events a second', figure: `${(events / seconds / 1e6).toFixed(1)} million`, aim: '≥5 million' },
  ];
}
