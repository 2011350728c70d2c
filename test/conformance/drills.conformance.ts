/** Drills deployed and run whole: from the console's input to the measures, everybody home and nothing left changed. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Measured } from '../../core/history/measured.ts';
import type { RunHistory } from '../../core/history/run-history.ts';
import { executionName } from '../../core/lifecycle/ensure-recovery.ts';
import type { RunRequest } from '../../core/lifecycle/reference.ts';
import type { Machine } from '../../core/ports/executions.ts';
import { type DrillsPlatform, startDrillsPlatform } from './drills-platform.ts';
import { patience } from './handlers-platform.ts';
import * as runs from './handlers-runs.ts';
import { makeUser } from './people.ts';
import type { AsItStands } from './two-regions.ts';

vi.setConfig({ testTimeout: patience, hookTimeout: patience });
let platform: DrillsPlatform;
let before: AsItStands;
/** By then nobody sees anything of the first drill any more. */
let restedAt: number;
beforeAll(async () => {
  platform = await startDrillsPlatform();
  before = await platform.shop.stands();
});
afterAll(() => platform?.stop());
beforeEach(() => {
  // A sweep each minute changes nothing of a run that goes on, and is dear: where it has to, it comes.
  platform.events.lost = ['sweep'];
  platform.carriedOut = () => {};
});

/** What people paste into the console, with a hold that is no longer than it must be. */
const input = (drill: string, changes: Partial<RunRequest> = {}): RunRequest => {
  const text = readFileSync(join(import.meta.dirname, `../../templates/inputs/${drill}.json`), 'utf8');
  const { parameters, ...given } = JSON.parse(text) as RunRequest;
  return { ...given, parameters: { ...parameters, hold: 'PT5M' }, ...changes };
};
const concluded = (runId: string): Promise<RunHistory> => runs.concluded(platform, runId);
/** In the file of that name, what stands by is not too small by itself. */
const tooSmall = 'region-evacuation-standby-too-small';
const hour = 3_600_000;

const waitsFor = (runId: string, stepId: string) => {
  let looked = 0;
  return platform.until(async () => {
    // Only a function can have changed that.
    if (looked === platform.functions.calls()) return false;
    looked = platform.functions.calls();
    const terminal = (await platform.history.runs.load(runId))?.terminal;
    if (terminal) throw new Error(terminal.reason);
    const journal = await platform.history.journal.read(runId);
    return journal.some((entry) => entry.type === 'awaiting' && entry.stepId === stepId);
  });
};
const measuredIn = ({ record }: RunHistory): Measured => {
  if (!record.terminal?.drill) throw new Error(`nothing was measured: ${record.terminal?.reason}`);
  return record.terminal.drill;
};

/** Its function dies over a change of records that Route 53 has carried out, and its execution is terminated. */
const diesOverRecords = (machine: Machine, name: string): void => {
  platform.carriedOut = async (call) => {
    if (!/^POST .*\/rrset/.test(call)) return;
    platform.carriedOut = () => {};
    await runs.stopExecution(platform, machine, name);
    await platform.functions.kill();
  };
};
/** Of Dublin and of Frankfurt. */
const weights = async () => (await platform.shop.stands()).records.map(({ Weight }) => Weight);

describe('a Region that is lost', () => {
  test('is noticed, left by people’s word, and gone home to, though the platform dies on the way', async () => {
    const runId = 'region-1';
    await platform.begin(runId, input('region-evacuation'));
    await waitsFor(runId, 'decide');
    const bob = await makeUser(platform.machines.moto, 'bob');
    const as = { AWS_ACCESS_KEY_ID: bob.accessKeyId, AWS_SECRET_ACCESS_KEY: bob.secretAccessKey };
    const approved = await platform.cli.as(as)('approve', runId, '--aws', '--reason', 'Frankfurt is gone');
    expect(approved.code, approved.stderr).toBe(0);
    expect(approved.stdout).toContain('approved by arn:aws:iam::123456789012:user/bob; it goes on at its next look');

    await waitsFor(runId, 'hold');
    const moved = await platform.shop.stands();
    expect(moved.records.map(({ SetIdentifier, Weight }) => [SetIdentifier, Weight]).sort()).toEqual([
      ['dublin', 255],
      ['frankfurt', 0],
    ]);
    expect(moved.standby).toEqual({ min: 6, max: 9, desired: 6, members: 6 });
    expect(moved.acls).not.toEqual(before.acls);

    // Nobody but the sweeper finds out that the recovery is gone.
    platform.events.lost = ['status', 'deadline'];
    diesOverRecords('recovery', executionName(runId, 1));
    await platform.until(() => runs.executionsOf(platform, runId).includes('recovery aborted'));
    expect(await weights()).toEqual([0, 255]);
    expect((await platform.shop.stands()).standby.desired).toBe(6);

    const history = await concluded(runId);
    expect(history.record.recovery.attempt).toBe(2);
    expect(history.record.terminal).toMatchObject({ end: 'completed', verdict: 'held', recovery: 'restored' });
    expect(await platform.shop.stands()).toEqual(before);
    restedAt = platform.clock.now() + hour / 3;
    const measured = measuredIn(history);
    const within = {
      detect: [30, 30],
      decide: [0, 30],
      recover: [60, 120],
      recoveryPoint: [0, 60],
      failback: [1, 360],
    };
    for (const [name, [least = 0, most = 0]] of Object.entries(within)) {
      const figure = measured[name as keyof typeof within];
      expect(figure, name).toMatchObject({ is: 'measured' });
      if (figure.is !== 'measured') continue;
      expect(figure.least, name).toBeGreaterThanOrEqual(least * 1000);
      expect(figure.most, name).toBeLessThanOrEqual(most * 1000);
    }
    expect(measured).toMatchObject({ dnsTtl: 30_000, decisions: [{ by: expect.stringMatching(/:user\/bob$/) }] });
    expect(measured.objectives.map(({ name, came }) => `${name} ${came}`)).toEqual([
      'detect met',
      'decide met',
      'recover met',
      'recoveryPoint met',
      'successRate met',
      'failback met',
    ]);
  });

  test('is gone home to by the reaper alone, where all else is dead as soon as users were moved', async () => {
    platform.events.lost = ['status', 'sweep'];
    diesOverRecords('experiment', 'region-2');
    // Until the pre-checks look at times after the drill before.
    await platform.until(() => platform.clock.now() >= restedAt);
    await platform.begin('region-2', input('region-evacuation', { experiment: tooSmall }));
    await platform.until(() => runs.executionsOf(platform, 'region-2').includes('experiment aborted'));
    expect(await weights()).toEqual([255, 0]);
    const { record, ledger } = await runs.concluded(platform, 'region-2', 6 * hour);
    expect(record.terminal).toMatchObject({ end: 'aborted', recovery: 'restored', cause: { kind: 'deadline' } });
    expect(ledger.map(({ state }) => state)).toEqual(['undone', 'undone', 'undone']);
    expect(await platform.shop.stands()).toEqual(before);
  });
});

describe('a standby that is too small', () => {
  beforeEach(async () => {
    await platform.shop.standby(1);
    platform.shop.perMember = 25;
  });

  test('is refused by the pre-check, which says what it would have to carry', async () => {
    await platform.begin('small-1', input('region-evacuation', { experiment: tooSmall }));
    const { record } = await concluded('small-1');
    expect(record.terminal).toMatchObject({ end: 'refused', recovery: 'none' });
    expect(record.terminal!.reason).toContain('pre-check');
  });

  test('and forced past it: is ended by its stop alarm, with everybody home', async () => {
    const stood = await platform.shop.stands();
    await platform.begin(
      'small-2',
      input('region-evacuation', {
        experiment: tooSmall,
        forcePrecheck: 'to see it fail',
        startedBy: 'ada@example.com',
      }),
    );
    const { record } = await concluded('small-2');
    expect(record.terminal).toMatchObject({ end: 'aborted', recovery: 'restored', cause: { kind: 'alarm' } });
    expect(record.forced).toEqual({ by: 'ada@example.com', reason: 'to see it fail' });
    expect(await platform.shop.stands()).toEqual(stood);
  });
});

describe('a zone that fails by halves', () => {
  test('is left by a zonal shift, which goes when the packets come through again', async () => {
    await platform.begin('zone-1', input('zone-evacuation', { parameters: { zone: 'eun1-az1', hold: 'PT5M' } }));
    await waitsFor('zone-1', 'hold');
    const { shifts } = platform.movers;
    expect(shifts).toMatchObject([{ resource: platform.zonal.balancer, awayFrom: 'eun1-az1', active: true }]);
    const history = await concluded('zone-1');
    expect(history.record.terminal).toMatchObject({ end: 'completed', verdict: 'held', recovery: 'restored' });
    expect(shifts.map(({ active }) => active)).toEqual([false]);
    const { detect, recover, failback } = measuredIn(history);
    expect([detect, recover, failback].map(({ is }) => is)).toEqual(['measured', 'measured', 'measured']);
  });
});

describe('the command line on it', () => {
  test('lists the drills, and how one came out over its runs', async () => {
    const [drills, trend, unknown] = await Promise.all([
      platform.cli.squall('ls', 'drills', '--aws'),
      platform.cli.squall('trend', tooSmall, '--aws', '--output', 'json'),
      platform.cli.squall('trend', 'nobody', '--aws'),
    ]);
    expect(drills.stdout, drills.stderr).toMatch(/^region-evacuation +Leave a Region.* eu-central-1 +checkout-sre/m);
    expect(drills.stdout).toMatch(/^zone-evacuation /m);
    const told = JSON.parse(trend.stdout) as {
      runs: { runId: string }[];
      figures: { name: string; values: number[] }[];
    };
    expect(told.runs.map(({ runId }) => runId)).toEqual(['region-2', 'small-2']);
    expect(told.figures.find(({ name }) => name === 'detect')?.values).toEqual([30_000, 30_000]);
    expect(unknown).toMatchObject({ code: 2, stderr: expect.stringContaining('squall ls drills --aws lists') });
  });

  test('plans a monkey’s day, scans and asks the doctor, with the caller’s own rights', async () => {
    const monkey = 'templates/monkeys/chaos-monkey/monkey.yaml';
    const [planned, scanned, treated] = await Promise.all([
      platform.cli.squall('monkey', 'plan', monkey, '--aws', '--date', '2026-03-04', '--seed', '7'),
      platform.cli.squall('scan', '--aws', '--fail-on', 'critical'),
      platform.cli.squall('treat', '--aws'),
    ]);
    expect(planned, planned.stderr).toMatchObject({ code: 0, stdout: expect.stringContaining('real resources') });
    expect(planned.stdout).toMatch(/2 groups, 1 of them not drawn[\s\S]*1 kill:[\s\S]*chaos-monkey-api-\w+-20260304/);
    expect(scanned.code, scanned.stderr).toBe(4);
    expect(scanned.stdout).toMatch(/critical zones-balanced Auto Scaling group web[\s\S]* conforming/);
    expect(treated.code, treated.stderr).toBe(0);
    expect(treated.stdout).toContain('nobody is ill; the schedule of the doctor is disabled');
  });
});
