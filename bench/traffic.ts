/** The request model at the drill's own shop: wall time, memory and events for 15 virtual minutes at 500 requests a second. */
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { compileWorld } from '../adapters/simulated/compile-world.ts';
import { world } from '../core/world/schema.ts';
import { createRequestTraffic } from '../simulator/traffic/requests/index.ts';
import { standingFleet } from '../simulator/traffic/requests/standing-fleet.ts';

const shop = new URL('../templates/worlds/shop.yaml', import.meta.url);
const minutes = 15;
const rate = 500;

export async function run(): Promise<{ name: string; figure: string; aim?: string }[]> {
  const compiled = compileWorld(world.parse(parse(readFileSync(shop, 'utf8'))));
  const model = { ...compiled, clients: compiled.clients.map((client) => ({ ...client, rate })) };
  const traffic = createRequestTraffic({ model, fleet: standingFleet(model), seed: 1, start: 0 });
  let requests = 0;
  const started = performance.now();
  const before = process.cpuUsage();
  for (let second = 1; second <= minutes * 60; second++) {
    traffic.advance(second * 1000);
    requests += traffic.drain()[0]!.requests;
  }
  const wall = performance.now() - started;
  const cpu = process.cpuUsage(before).user / 1e6;
  const { events } = traffic.census();
  const memory = process.memoryUsage().rss / 2 ** 20;
  return [
    { name: `shop, ${minutes} min at ${rate} requests/s: wall`, figure: `${(wall / 1000).toFixed(2)} s`, aim: '≤4 s' },
    { name: 'the same: processor time (collector included)', figure: `${cpu.toFixed(2)} s` },
    { name: 'the same: time for one request', figure: `${((wall * 1000) / requests).toFixed(2)} µs` },
    { name: 'the same: events for one request', figure: (events / requests).toFixed(1) },
    { name: 'the same: resident memory of the process', figure: `${memory.toFixed(0)} MB`, aim: '≤300 MB' },
  ];
}
