import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Platform } from '../../../../apps/cli/platforms/platform.ts';
import { alarmChecks, alarmsOf, functionChecks } from '../../../../apps/doctor/deployed.ts';
import { checkFiles } from '../../../../apps/doctor/files.ts';
import { checkRuns } from '../../../../apps/doctor/runs.ts';
import { alarm, now, run } from '../../../fixtures/decisions/question.ts';
import { zoneDrill } from '../../../fixtures/history/definition.ts';
import { temporaryFolder } from '../../../temporary-folder.ts';

const told = (found: readonly { check: string; state: string; says: string }[]) =>
  found.map(({ check, state, says }) => `${state} ${check}: ${says}`);

describe('experiment files', () => {
  it('are counted, and each thing against one is said with its file', () => {
    const folder = temporaryFolder('doctor');
    cpSync('templates/worlds/shop.yaml', join(folder, 'shop.yaml'));
    const text = readFileSync('templates/experiments/cpu-stress/experiment.yaml', 'utf8').replace('../../worlds/', '');
    writeFileSync(join(folder, 'good.yaml'), text);
    writeFileSync(join(folder, 'gone.yaml'), text.replace('[shop-checkout-5xx]', '[shop-checkout]'));
    writeFileSync(join(folder, 'broken.yaml'), text.replace('hypothesis:', 'hypotesis:'));
    writeFileSync(join(folder, 'alone.yaml'), text.replace('world: shop.yaml\n', ''));
    expect(told(checkFiles(folder))).toEqual([
      expect.stringMatching(/^odd experiments: .*alone.yaml names no world/),
      expect.stringMatching(/^ill experiments: .*broken.yaml has \d+ problems?: squall validate/),
      expect.stringMatching(
        /^ill experiments: .*gone.yaml: guardrails.stopAlarms\[0\]: alarm shop-checkout is none of world shop/,
      ),
      'well experiments: 2 experiment files of 4 could be rehearsed',
    ]);
  });

  it('may be none', () => {
    expect(told(checkFiles(temporaryFolder('doctor')))).toEqual([
      expect.stringMatching(/^odd experiments: there is no/),
    ]);
    expect(told(checkFiles('no/such/place'))).toEqual([
      expect.stringMatching(/^ill experiments: there is no directory/),
    ]);
  });
});

describe('the runs of a platform', () => {
  const platform = (over: Partial<Platform>): Platform =>
    ({
      flags: '',
      list: async () => [],
      leftovers: async () => [],
      raised: async () => [],
      isDriven: () => true,
      ...over,
    }) as Platform;
  const states = async (over: Partial<Platform>) => (await checkRuns(platform(over))).map(({ state }) => state);

  it('are well when all is at rest, or goes on within its time', async () => {
    expect(await states({})).toEqual(['well', 'well', 'well']);
    expect(await states({ list: async () => [run()] })).toEqual(['well', 'well', 'well']);
    const lease = { from: now - 1, until: now + 1 };
    expect(await states({ list: async () => [run({ lease })], now: () => now })).toEqual(['well', 'well', 'well']);
  });

  it('are ill when nobody drives one, one is past its lease, something is left, or a switch is raised', async () => {
    expect(await states({ list: async () => [run()], isDriven: () => false })).toEqual(['ill', 'well', 'well']);
    const lease = { from: now - 2, until: now - 1 };
    expect(await states({ list: async () => [run({ lease })], now: () => now })).toEqual(['ill', 'well', 'well']);
    expect(await states({ leftovers: async () => [{ runId: 'a' }] as never })).toEqual(['well', 'ill', 'well']);
    const raised = { scope: 'all', by: 'ada', reason: 'an incident', at: now } as const;
    const found = await checkRuns(platform({ raised: async () => [raised] }));
    expect(told(found)[2]).toBe('ill switches: raised: all, by ada (an incident): squall resume lowers it');
  });
});

describe('a deployment', () => {
  const definitions = [{ hash: 'a', experiment: zoneDrill }];

  it('has stop alarms that are there, OK and fresh', () => {
    const names = alarmsOf(definitions);
    expect(names).toEqual(['shop-checkout-5xx']);
    expect(told(alarmChecks(names, { alarms: [alarm()], now }, definitions))).toEqual([
      'well stop alarms: 1 alarm of 1 OK and fresh, over 1 experiment',
    ]);
    const parametrised = { ...zoneDrill, guardrails: { stopAlarms: ['${parameters.alarm}'] } };
    expect(alarmsOf([{ hash: 'b', experiment: parametrised }])).toEqual([]);
  });

  it.each([
    ['does not exist', undefined],
    ['is in ALARM', alarm({ state: 'ALARM' })],
    ['is not fresh', alarm({ lastDatapointAt: now - 3_600_000 })],
  ])('says of one that %s which experiment it guards', (what, seen) => {
    const [found] = alarmChecks(['shop-checkout-5xx'], { alarms: [seen], now }, definitions);
    expect(found).toMatchObject({ state: 'ill', says: expect.stringContaining(what) });
    expect(found?.says).toContain(`(it guards ${zoneDrill.metadata.name})`);
  });

  it('has functions on the way to a stop that can be called', () => {
    expect(told(functionChecks({ functions: [{ name: 'squall-staging-stop' }] }))).toEqual([
      'well stop path: squall-staging-stop can be called',
    ]);
    const ill = { name: 'squall-staging-stop', ill: 'its concurrency is 0: every call is refused' };
    expect(functionChecks({ functions: [ill] })[0]).toMatchObject({ state: 'ill' });
  });
});
