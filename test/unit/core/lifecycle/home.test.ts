/** Why users may not come home yet, by the faults, by how things look, and by alarms. */
import { expect, test } from 'vitest';
import type { LedgerEntry } from '../../../../core/history/ledger.ts';
import { homeNotReady } from '../../../../core/lifecycle/home.ts';
import type { FaultState } from '../../../../core/ports/faults.ts';
import { instance } from './definition.ts';
import { drillDefinition, drilled } from './drill.ts';
import { runId, type TestWorld } from './world.ts';

const fis = 'run-1/1/fis/stands';

/** The loss, and a second step of its own fault on two instances. */
async function lost(): Promise<{ world: TestWorld; ledger: readonly LedgerEntry[] }> {
  const world = await drilled({ awaits: [] });
  await world.walk('Inject', world.reference(), 'HandOver');
  const [loss, ...movers] = await world.ports.ledger.list(runId);
  const before = await world.ports.resources.snapshot([instance(1).id, instance(2).id]);
  const more: LedgerEntry = { ...loss!, id: '1/more', stepId: 'more', targets: before.map(({ id }) => id), before };
  const other: LedgerEntry = { ...loss!, id: '1/other', stepId: 'other', fault: { ...loss!.fault, token: 'other' } };
  return { world, ledger: [loss!, more, other, ...movers] };
}

async function why({ world, ledger }: Awaited<ReturnType<typeof lost>>, states: Record<string, FaultState> = {}) {
  const { plan } = await world.record();
  const observe = async ({ token }: { readonly token: string }) => ({ state: states[token] ?? 'stopped', actions: [] });
  const faults = { ...world.ports.faults, observe };
  return homeNotReady({ plan }, ledger, world.now, { ...world.ports, faults });
}

test.each<FaultState>(['pending', 'running', 'stopping'])(
  'what is %s holds them back, by the steps of it',
  async (state) => {
    const at = await lost();
    expect(await why(at, { [fis]: state })).toBe(`loss, more is still ${state}`);
    expect(await why(at, { other: state })).toBe(`other is still ${state}`);
  },
);

test('movers are asked nothing of, and all that is over and as before holds nobody back', async () => {
  const at = await lost();
  expect(await why(at, { 'run-1/3/squall/room': 'running', 'run-1/4/squall/away': 'running' })).toBeUndefined();
});

test('what is not as it was is named with what is wrong with it', async () => {
  const at = await lost();
  at.world.looks.set(instance(2).id, { state: 'stopped' });
  expect(await why(at)).toMatch(/^what more changed is not as it was \(i-2: .+\)$/);
});

test.each(['restored', 'irreversible'] as const)('what was proved %s is not looked at again', async (result) => {
  const { world, ledger } = await lost();
  const proved = ledger.map((entry): LedgerEntry => ({ ...entry, proof: { result, findings: [] } }));
  world.looks.set(instance(1).id, { state: 'stopped' });
  expect(await why({ world, ledger: proved })).toBeUndefined();
});

test('an alarm of the failback that is not OK does; without a drill, or alarms, none is asked', async () => {
  const at = await lost();
  at.world.alarms.set('home', 'ALARM');
  expect(await why(at)).toBe('alarm home went into ALARM');
  const { plan } = await at.world.record();
  const { drill, ...ordinary } = drillDefinition;
  const asked: unknown[] = [];
  const alarms = async (names: readonly string[]) => {
    asked.push(names);
    return [];
  };
  const metrics = { ...at.world.ports.metrics, alarms };
  for (const definition of [ordinary, { ...ordinary, drill: { ...drill!, failback: { within: 'PT1M' } } }])
    expect(
      await homeNotReady({ plan: { ...plan, definition } }, [], at.world.now, { ...at.world.ports, metrics }),
    ).toBeUndefined();
  expect(asked).toEqual([]);
});
