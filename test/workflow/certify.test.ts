import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { certify } from '../../apps/certify/conduct/certify.ts';
import type { Context, Telling } from '../../apps/certify/conduct/context.ts';
import { exercises } from '../../apps/certify/exercises/index.ts';
import { exitCodeOf } from '../../apps/certify/exit-code.ts';
import { openLocalRig } from '../../apps/certify/local/open.ts';
import { outcomeOf } from '../../apps/certify/outcome.ts';
import type { Rig } from '../../apps/certify/rig.ts';
import { newRunId } from '../../apps/local/run-id.ts';
import type { Ports } from '../../core/ports/ports.ts';
import { certificationExperiments, rehearsal } from '../../lib/configuration/certification.ts';
import { temporaryDirectory } from './temporary-directory.ts';

const directory = temporaryDirectory();
const seed = 7;
let rig: Rig;
let told: Telling[];

beforeEach(async () => {
  told = [];
  rig = await openLocalRig({ directory: directory.path(), seed, timeline: 'certification', traffic: 'closed-form' });
});
afterEach(() => rig.close());

const chosen = (...ids: string[]) => exercises.filter(({ id }) => ids.includes(id));

function carriedOut(some: typeof exercises, changes: Partial<Context> = {}) {
  const context: Context = {
    rig,
    id: 'certification',
    by: 'ada',
    definitions: certificationExperiments(rehearsal),
    seed,
    runIdOf: ({ id }) => newRunId(`certify-${id}`, Date.now()),
    interrupted: new AbortController().signal,
    tell: (telling) => void told.push(telling),
    ...changes,
  };
  return certify({ exercises: some, chosen: some }, context);
}

/** Takes a port of the platform for one that lies or is dead: its steps hold the same object. */
const plant = (defect: (ports: Ports) => Partial<Ports>) => Object.assign(rig.ports, defect(rig.ports));
const missed = (evidence: Awaited<ReturnType<typeof carriedOut>>[number]) =>
  evidence.criteria.filter(({ met }) => !met).map(({ id }) => id);

describe('a certification of the local platform', () => {
  it('passes every exercise: whatever is done to a run, it ends restored, once, and within its lease', async () => {
    const evidence = await carriedOut(exercises);
    expect(evidence.filter(({ outcome }) => outcome !== 'passed')).toEqual([]);
    expect(outcomeOf(evidence).outcome).toBe('certified');
    expect(exitCodeOf(evidence, false)).toBe(0);
    const by = new Map(evidence.map((each) => [each.id, each]));
    for (const { id, disturbance } of exercises) {
      const { times, run, resources, toStop, toRestore } = by.get(id)!;
      expect(times!.disturbedAt !== undefined, id).toBe(disturbance !== undefined);
      expect(toRestore, id).toBeGreaterThanOrEqual(0);
      if (disturbance && disturbance !== 'kill-recovery') expect(toStop, id).toBeGreaterThan(0);
      // Stopped, and not left to its own five minutes.
      if (toStop !== undefined) expect(toStop, id).toBeLessThan(120_000);
      expect(run!.leaseUntil!, id).toBeGreaterThan(times!.restoredAt!);
      expect(
        resources.some(({ proved }) => proved.length > 0),
        id,
      ).toBe(true);
      expect(
        resources.filter(({ seen }) => seen),
        id,
      ).toHaveLength(7);
    }
    expect(by.get('recovery-killed')!.run!.recoveryAttempts).toBe(2);
    expect(by.get('person')!.run!.terminal!.cause!.detail).toContain('ada');
    expect(told.filter(({ type }) => type === 'over')).toHaveLength(exercises.length);
  });

  it('does not pass a recovery that never comes, says so, and carries nothing else out', async () => {
    rig = { ...rig, lookEvery: 30_000 };
    plant(({ executions }) => ({
      executions: {
        ...executions,
        start: async (...start) => (start[0] === 'recovery' ? undefined : executions.start(...start)),
      },
    }));
    const [first, second] = await carriedOut(chosen('capacity', 'person'));
    expect(first).toMatchObject({ outcome: 'failed', why: expect.stringContaining('did not come to rest') });
    expect(missed(first!)).toEqual(expect.arrayContaining(['one-terminal-record', 'all-proved', 'locks-released']));
    expect(second).toMatchObject({ outcome: 'not-exercised', why: 'the certification stopped when capacity failed' });
    expect(exitCodeOf([first!, second!], false)).toBe(7);
  });

  it('does not pass a fault that the platform calls undone and the world does not', async () => {
    plant(({ faults }) => ({
      faults: { ...faults, stop: async () => {}, observe: async () => ({ state: 'stopped', actions: [] }) },
    }));
    const [found] = await carriedOut(chosen('person'));
    expect(found!.outcome).toBe('failed');
    expect(missed(found!)).toContain('ended-before-concluded');
    expect(exitCodeOf([found!], false)).toBe(7);
  });

  it('does not pass a fleet that is not as it was, whatever the ledger says', async () => {
    const { snapshot } = rig.ports.resources;
    let terminal = false;
    const observed: Rig = {
      ...rig,
      ports: {
        ...rig.ports,
        runs: {
          ...rig.ports.runs,
          load: async (runId) => {
            const record = await rig.ports.runs.load(runId);
            terminal = record?.terminal !== undefined;
            return record;
          },
        },
        resources: {
          ...rig.ports.resources,
          snapshot: async (ids) =>
            (await snapshot(ids)).map((each) =>
              terminal && each.type === 'ec2:subnet' ? { ...each, state: { connectivity: 'denied' } } : each,
            ),
        },
      },
      lookEvery: 30_000,
    };
    const [found] = await carriedOut(chosen('zone-network'), { rig: observed });
    expect(found).toMatchObject({ outcome: 'failed', why: expect.stringContaining('connectivity normal → denied') });
    expect(missed(found!)).toEqual(['fleet-as-before']);
  });

  it('tells an exercise that could not be carried out from one that failed', async () => {
    plant(({ faults }) => ({
      faults: {
        ...faults,
        start: async () => Promise.reject(Object.assign(new Error('not played here'), { name: 'FaultRefused' })),
      },
    }));
    const [found, next] = await carriedOut(chosen('reboot-instance', 'capacity'));
    expect(found).toMatchObject({ outcome: 'not-exercised', why: expect.stringContaining('not played here') });
    expect(missed(found!)).toEqual([]);
    expect(next!.run).toBeDefined();
    expect(outcomeOf([found!, next!]).outcome).toBe('not-certified');
    expect(exitCodeOf([found!, next!], false)).toBe(8);
  });

  it('brings the fleet to rest when it cannot look any more, and ends there', async () => {
    let broken = false;
    const blind: Rig = {
      ...rig,
      activeFaults: async (runId) => {
        const active = await rig.activeFaults(runId);
        if (active.length > 0 && !broken) {
          broken = true;
          throw new Error('the provider cannot be asked');
        }
        return active;
      },
    };
    const [found, second] = await carriedOut(chosen('stop-instance', 'person'), { rig: blind });
    expect(found).toMatchObject({ outcome: 'failed', why: expect.stringContaining('the provider cannot be asked') });
    expect(found!.why).toContain('then brought to rest');
    expect(second!.outcome).toBe('not-exercised');
    const runs = await rig.ports.runs.list({});
    expect(runs.map(({ terminal }) => terminal?.cause?.kind)).toEqual(['person']);
  });

  it('stops what runs when it is interrupted, waits until it is at rest, and begins nothing more', async () => {
    const stop = new AbortController();
    const tell = (telling: Telling) => {
      if (telling.type === 'seen' && telling.what === 'a fault is active') stop.abort();
    };
    const [first, second] = await carriedOut(chosen('stop-instance', 'person'), { interrupted: stop.signal, tell });
    expect(first).toMatchObject({
      outcome: 'not-exercised',
      why: 'it was interrupted',
      run: { terminal: { recovery: 'restored' } },
    });
    expect(second).toMatchObject({ outcome: 'not-exercised', why: 'the certification was interrupted' });
    expect(second!.run).toBeUndefined();
    expect(exitCodeOf([first!, second!], true)).toBe(6);
  });

  it('does not begin on a fleet that stays ill', async () => {
    const resolve: Ports['resources']['resolve'] = rig.ports.resources.resolve;
    plant(({ resources }) => ({
      resources: {
        ...resources,
        resolve: async (query) => (await resolve(query)).map((each) => ({ ...each, healthy: false })),
      },
    }));
    const [found] = await carriedOut(chosen('capacity'));
    expect(found).toMatchObject({ outcome: 'not-exercised', why: expect.stringContaining('is not healthy') });
    expect(await rig.ports.runs.list({})).toEqual([]);
  });
});
