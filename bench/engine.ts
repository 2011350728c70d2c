/** The bare engine on M/M/10, by the clock and by processor time (which a busy machine disturbs less). */
import { oneLine } from '../simulator/queueing/one-line.ts';

const serviceTime = { kind: 'exponential', mean: 1 } as const;

export async function run(): Promise<{ name: string; figure: string; aim?: string }[]> {
  const queue = { servers: 10, interval: 1 / 8, serviceTime, warmUp: 1000 };
  oneLine({ ...queue, seed: 1, customers: 200_000 });
  const started = performance.now();
  const before = process.cpuUsage();
  const { events } = oneLine({ ...queue, seed: 2, customers: 5_000_000 });
  const million = (micros: number) => `${(events / micros).toFixed(1)} million`;
  const wall = million((performance.now() - started) * 1000);
  return [
    { name: 'M/M/10, events a second', figure: wall, aim: '≥5 million' },
    { name: 'the same, by processor time', figure: million(process.cpuUsage(before).user) },
  ];
}
