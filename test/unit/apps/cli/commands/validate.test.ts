import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { execute } from '../../../../../apps/cli/commands/validate.ts';
import { temporaryFolder } from '../../../../temporary-folder.ts';
import { capturedIo } from './captured-io.ts';

const templates = fileURLToPath(new URL('../../../../../templates', import.meta.url));
const folder = temporaryFolder('validate');

async function validated(alarm: (world: string) => string) {
  const world = readFileSync(join(templates, 'worlds/shop.yaml'), 'utf8');
  const experiment = readFileSync(join(templates, 'experiments/cpu-stress/experiment.yaml'), 'utf8');
  writeFileSync(join(folder, 'shop.yaml'), alarm(world));
  writeFileSync(join(folder, 'experiment.yaml'), experiment.replace('../../worlds/shop.yaml', 'shop.yaml'));
  const { io, out, err } = capturedIo();
  const code = await execute(io, [join(folder, 'experiment.yaml')], { output: 'table' });
  return { code, out: out.join('\n'), err: err.join('\n') };
}

it('says nothing of a stop condition that is worth the name', async () => {
  const { code, out, err } = await validated((world) => world);
  expect([code, err]).toEqual([0, '']);
  expect(out).toContain('Experiment cpu-stress');
});

it('refuses a stop condition that no run could begin with, at its line', async () => {
  const { code, out, err } = await validated((world) => world.replace('missingData: breaching', 'missingData: ignore'));
  expect(code).toBe(2);
  expect(err).toMatch(/experiment\.yaml:\d+:\d+: guardrails\.stopAlarms\[0\]: alarm shop-checkout-5xx keeps its state/);
  expect([out, err]).toEqual(['', expect.stringContaining('1 problem in 1 of 1 file')]);
});

it('refuses an alarm that the world has not', async () => {
  const { code, err } = await validated((world) => world.replace('name: shop-checkout-5xx', 'name: shop-checkout-6xx'));
  expect(code).toBe(2);
  expect(err).toContain('alarm shop-checkout-5xx is none of world shop');
  expect(err).toContain('did you mean shop-checkout-6xx?');
});

it('warns of what refuses nothing, and the file stays valid', async () => {
  const { code, out, err } = await validated((world) =>
    world.replace('{ breaching: 2, of: 3 }', '{ breaching: 4, of: 5 }'),
  );
  expect(code).toBe(0);
  expect(err).toMatch(/^! .*guardrails\.stopAlarms\[0\]: alarm shop-checkout-5xx may come too late/);
  expect(out).toContain('Experiment cpu-stress');
});

it('checks a monkey with its world: the alarms that stop its kills, at their line', async () => {
  const monkey = readFileSync(join(templates, 'monkeys/leashed-monkey/monkey.yaml'), 'utf8');
  const world = readFileSync(join(templates, 'worlds/shop.yaml'), 'utf8');
  const file = join(folder, 'monkey.yaml');
  writeFileSync(file, monkey.replace('../../worlds/', ''));
  const checked = async (text: string) => {
    writeFileSync(join(folder, 'shop.yaml'), text);
    const { io, out, err } = capturedIo();
    return { code: await execute(io, [file], { output: 'table' }), out: out.join('\n'), err: err.join('\n') };
  };
  expect(await checked(world)).toMatchObject({
    code: 0,
    out: expect.stringContaining('Monkey leashed-monkey'),
    err: '',
  });
  const { code, err } = await checked(world.replace('name: shop-checkout-5xx', 'name: shop-checkout-6xx'));
  expect(code).toBe(2);
  expect(err).toMatch(
    /monkey\.yaml:\d+:\d+: guardrails\.stopAlarms\[0\]: alarm shop-checkout-5xx is none of world shop/,
  );
});
