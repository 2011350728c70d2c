/**
 * The orchestrator killed before and after every call with an effect, one at a time and
 * twice in a row, in the experiment and in its recovery. Whatever dies: no fault is left,
 * none was injected without ledger entry and reaper, and one terminal record stands.
 */
import { expect, test } from 'vitest';
import { onExecutionStatus, runOf } from '../../../../core/lifecycle/safety-net.ts';
import { type StepName, steps } from '../../../../core/lifecycle/steps.ts';
import { sweep } from '../../../../core/lifecycle/sweep.ts';
import { isActive } from '../../../../core/ports/faults.ts';
import type { Ports } from '../../../../core/ports/ports.ts';
import { proposed, runId, type TestWorld } from './world.ts';

class Killed extends Error {
  override readonly name = 'Killed';
}

const effects: Readonly<Record<string, readonly string[]>> = {
  runs: ['arm', 'raiseEpoch', 'claimRecovery', 'conclude', 'refuse'],
  ledger: ['intend', 'confirm', 'undone'],
  journal: ['append'],
  faults: ['start', 'stop', 'undo'],
  deadline: ['arm', 'disarm'],
  executions: ['start', 'stop'],
};

interface Killer {
  /** Effects so far, each with two points: before it and after it. */
  points: number;
  /** Points at which the process dies. */
  readonly at: ReadonlySet<number>;
  dead: boolean;
}

/** Every effect passes the killer. A dead process reaches nothing any more. */
function mortal(ports: Ports, killer: Killer): Ports {
  const wrapped = { ...ports } as Record<string, unknown>;
  const point = () => {
    if (killer.dead) throw new Killed('dead already');
    if (killer.at.has(killer.points++)) {
      killer.dead = true;
      throw new Killed(`at point ${killer.points - 1}`);
    }
  };
  for (const [port, names] of Object.entries(effects)) {
    const own = ports[port as keyof Ports] as unknown as Record<string, (...args: unknown[]) => Promise<unknown>>;
    const changed = Object.fromEntries(
      names.map((name) => [
        name,
        async (...args: unknown[]) => {
          point();
          const answer = await own[name]!(...args);
          point();
          return answer;
        },
      ]),
    );
    wrapped[port] = { ...own, ...changed };
  }
  return wrapped as unknown as Ports;
}

/** Runs every execution that was started, each in a process of its own that may be killed, and the sweeper each minute. */
async function live(world: TestWorld, at: ReadonlySet<number>): Promise<number> {
  const killer: Killer = { points: 0, at, dead: false };
  const begun = new Set<string>();
  for (let round = 0; round < 60; round++) {
    if ((await world.record()).terminal) return killer.points;
    const next = [...world.executions].find(([name, { state }]) => state === 'running' && !begun.has(name))?.[0];
    if (next === undefined) {
      world.now += 60_000;
      await sweep(world.ports);
      continue;
    }
    begun.add(next);
    await execute(world, next, killer);
  }
  throw new Error('the run does not end');
}

async function execute(world: TestWorld, name: string, killer: Killer): Promise<void> {
  const machine = name === runId ? 'experiment' : 'recovery';
  const ports = mortal(world.ports, killer);
  killer.dead = false;
  let at = {
    ...world.reference({ wave: Number(/-r(\d+)$/.exec(name)?.[1] ?? 0) }),
    next: machine === 'experiment' ? 'Arm' : 'Undo',
  };
  try {
    while (at.next in steps) {
      world.now += at.waitSeconds * 1000;
      at = await steps[at.next as StepName](at, ports);
      if (world.executions.get(name)?.state !== 'running') return;
    }
    world.executions.set(name, { state: 'ended', how: 'succeeded', at: world.now });
  } catch (error) {
    if (!(error instanceof Killed)) throw error;
    world.executions.set(name, { state: 'ended', how: 'aborted', at: world.now });
    // The event may be lost; the sweeper is there for that.
    if (killer.points % 2 === 0) await onExecutionStatus({ machine, name, how: 'aborted' }, world.ports);
    expect(runOf({ machine, name })).toBe(runId);
  }
}

async function mustBeSafe(world: TestWorld): Promise<void> {
  for (const { state } of world.faults.byToken.values()) expect(isActive(state)).toBe(false);
  const { terminal, lease } = await world.record();
  expect(terminal).toBeDefined();
  const ledger = await world.ports.ledger.list(runId);
  for (const { state, proof } of ledger) expect([state, proof?.result]).toEqual(['undone', 'restored']);
  // What was injected had its entry, and was due to end with the lease.
  const tokens = new Set(ledger.map(({ fault }) => fault.token));
  for (const token of world.faults.byToken.keys()) expect(tokens).toContain(token);
  if (world.faults.byToken.size > 0) expect(lease).toBeDefined();
  expect(terminal?.recovery).toBe(ledger.length === 0 ? 'none' : 'restored');
  const journal = await world.journal();
  const keys = journal.map(({ step, wave, visit, n }) => `${step}/${wave}/${visit}/${n}`);
  expect(new Set(keys).size).toBe(keys.length);
}

/** Every start of a fault: was the reaper armed, and the intent written? */
function guarded(world: TestWorld): TestWorld {
  const { start } = world.faults;
  world.faults.start = async (injection) => {
    expect(world.deadlines.has(runId)).toBe(true);
    const entries = await world.ports.ledger.list(runId);
    for (const { stepId } of injection.actions) expect(entries.map((entry) => entry.stepId)).toContain(stepId);
    return start(injection);
  };
  return world;
}

test('nobody dies: completed and held', async () => {
  const world = guarded(await proposed());
  expect(await live(world, new Set())).toBeGreaterThan(100);
  expect((await world.record()).terminal).toMatchObject({ end: 'completed', verdict: 'held', recovery: 'restored' });
});

test('killed at every point', async () => {
  const points = await live(guarded(await proposed()), new Set());
  for (let point = 0; point < points; point++) {
    const world = guarded(await proposed());
    await live(world, new Set([point]));
    await mustBeSafe(world);
  }
});

test('killed twice: at every point, and soon after', async () => {
  const points = await live(guarded(await proposed()), new Set());
  for (let point = 0; point < points; point++) {
    for (const after of [1, 2, 5, 11]) {
      const world = guarded(await proposed());
      await live(world, new Set([point, point + after]));
      await mustBeSafe(world);
    }
  }
});
