import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { newPlace, squall } from './squall-process.ts';

const templates = join(import.meta.dirname, '../../templates');

describe.concurrent('squall doctor', () => {
  it('trips a stop alarm while a fault is active, measures the stop, and leaves a run to look at: 0', async () => {
    const place = newPlace();
    cpSync(join(templates, 'worlds/shop.yaml'), join(place, 'worlds/shop.yaml'));
    cpSync(join(templates, 'experiments/cpu-stress'), join(place, 'experiments/own/cpu-stress'), { recursive: true });
    const file = 'experiments/own/cpu-stress/experiment.yaml';
    cpSync(join(place, 'worlds'), join(place, 'experiments/worlds'), { recursive: true });
    const trip = await squall(place, ['doctor', '--trip', 'shop-checkout-5xx', file, '--seed', '7', '-o', 'json']);
    expect(trip, trip.stderr).toMatchObject({ code: 0 });
    expect(trip.stderr).toContain('simulated cloud (world shop, seed 7): no AWS account is touched');
    const found = JSON.parse(trip.stdout);
    expect(found).toMatchObject({ outcome: 'works', alarm: 'shop-checkout-5xx', recovery: 'restored' });
    expect(found.toRaise).toBeLessThanOrEqual(found.toStop);
    expect(found.toStop).toBeLessThan(found.toConclude);
    const shown = JSON.parse((await squall(place, ['show', found.runId, '--output', 'json'])).stdout);
    expect(JSON.stringify(shown)).toContain('by squall doctor --trip shop-checkout-5xx');
    const checkup = await squall(place, ['doctor', '--in', 'experiments']);
    expect(checkup, checkup.stderr).toMatchObject({ code: 0, stdout: expect.stringContaining('every run is at rest') });
  });

  it('trips nothing that the experiment does not name, and takes flags only where they say something: 2', async () => {
    const place = newPlace();
    const file = join(templates, 'experiments/cpu-stress/experiment.yaml');
    const [other, none, stray] = await Promise.all([
      squall(place, ['doctor', '--trip', 'shop-checkout-slow', file, '--directory', 'a']),
      squall(place, ['doctor', '--trip', 'shop-checkout-5xx', '--directory', 'b']),
      squall(place, ['doctor', '--seed', '7', '--directory', 'c']),
    ]);
    expect(other).toMatchObject({ code: 2, stderr: expect.stringContaining('its stopAlarms are shop-checkout-5xx') });
    expect(none).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('name the experiment that shop-checkout-5xx guards'),
    });
    expect(stray).toMatchObject({ code: 2, stderr: expect.stringContaining('--seed says something of --trip') });
  });
});
