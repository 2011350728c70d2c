/** Selection of targets among 100,000, with and without the cut of the blast radius. */
import type { Resource } from '../core/ports/resources.ts';
import { capsOf } from '../core/targets/caps.ts';
import { cut } from '../core/targets/cut.ts';
import { fleetKey } from '../core/targets/fleet.ts';
import { select } from '../core/targets/select.ts';

const fleet: readonly Resource[] = Array.from({ length: 100_000 }, (_, n) => ({
  id: `arn:aws:ec2:eu-central-1:111122223333:instance/i-${n.toString(16).padStart(17, '0')}`,
  type: 'ec2:instance',
  name: `web-${n}`,
  account: '111122223333',
  region: 'eu-central-1',
  zone: `euc1-az${(n % 3) + 1}`,
  tags: { 'resilience:service': 'checkout' },
  healthy: true,
}));

/** Medians of nine, in milliseconds of wall time. */
export async function run(): Promise<{ name: string; figure: string; aim?: string }[]> {
  const ids = fleet.map(({ id }) => id);
  const byId = new Map(fleet.map((resource) => [resource.id, resource]));
  const fleets = new Map([[fleetKey(fleet[0]!, ''), { service: 'checkout', type: 'ec2:instance', healthy: fleet }]]);
  const caps = capsOf({ maxPercent: 10, minHealthyPerZone: 1000 });
  const choose = (seed: number) => select(ids, { percent: 25 }, seed, 'web');
  const within = (seed: number) =>
    cut(caps, {
      hits: choose(seed).map((id) => ({ resource: byId.get(id)!, weight: 1 })),
      fleets,
      service: 'checkout',
    }).size;
  return [
    { name: 'selection of 25 % of 100,000 targets', figure: `${median(choose)} ms`, aim: '≤200 ms' },
    { name: 'selection and cut to 10 % of 100,000 targets', figure: `${median(within)} ms`, aim: '≤200 ms' },
  ];
}

function median(work: (seed: number) => unknown): number {
  const times = Array.from({ length: 9 }, (_, seed) => {
    const from = performance.now();
    work(seed);
    return performance.now() - from;
  });
  return Math.round(times.sort((a, b) => a - b)[4] ?? 0);
}
