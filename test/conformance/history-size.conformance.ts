/** Large runs, long histories and their end: what DynamoDB limits, and what must not break on it. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Proof } from '../../core/history/ledger.ts';
import type { RunRecord } from '../../core/history/run-record.ts';
import { sha256Hex } from '../../core/plan/hash.ts';
import type { Resource } from '../../core/ports/resources.ts';
import type { Lock } from '../../core/ports/runs.ts';
import { entryOf, lease, leftoverOf, lineOf, recordOf, start, terminalOf } from '../contract/records.ts';
import { newHistory } from './history-client.ts';
import { type Moto, startMoto } from './moto.ts';

let moto: Moto;
beforeAll(async () => {
  moto = await startMoto();
});
afterAll(() => moto.stop());

/** Ids and addresses that no compression can guess. */
const resource = (n: number): Resource => ({
  id: `arn:aws:ec2:eu-central-1:111122223333:instance/i-${sha256Hex(`id ${n}`).slice(0, 17)}`,
  type: 'ec2:instance',
  name: `web-${n}`,
  account: '111122223333',
  region: 'eu-central-1',
  zone: `euc1-az${1 + (n % 3)}`,
  tags: { Service: 'web', 'aws:autoscaling:groupName': 'web', launch: sha256Hex(`launch ${n}`) },
  healthy: true,
});

function bigRun(targets: number): { record: RunRecord; chosen: readonly string[] } {
  const matched = Array.from({ length: targets }, (_, n) => resource(n));
  const chosen = matched.map(({ id }) => id).sort();
  const record = recordOf('run-1');
  const target = { name: 'web', type: 'ec2:instance', matched, chosen, because: 'all' };
  const plan = { ...record.plan, waves: 1, targets: [target] };
  return { record: { ...record, plan }, chosen };
}

const largest = async (items: readonly Record<string, unknown>[]) =>
  Math.max(...items.map((item) => Object.values(item).reduce((sum: number, value) => sum + sizeOf(value), 0)));
const sizeOf = (value: unknown): number =>
  value instanceof Uint8Array
    ? value.length
    : typeof value === 'object' && value !== null
      ? Object.values(value).reduce((sum: number, inner) => sum + sizeOf(inner), 0)
      : String(value).length;

describe.each([2000, 8000])('a run on %i instances', (targets) => {
  test('is proposed, read and listed as it was planned, in items below 400 KB', async () => {
    const { history, items } = await newHistory(moto);
    const { record } = bigRun(targets);
    await history.runs.propose(record);
    expect(await history.runs.load('run-1')).toEqual(record);
    expect(await history.runs.list({ unfinished: true })).toEqual([record]);
    const stored = await items();
    expect(await largest(stored)).toBeLessThan(400_000);
    expect(stored.some(({ piece }) => piece !== undefined)).toBe(targets > 2000);
  });

  test('has its ledger and journal', async () => {
    const { history, items } = await newHistory(moto);
    const { record, chosen } = bigRun(targets);
    await history.runs.propose(recordOf('run-1'));
    await history.runs.arm('run-1', lease, []);
    const state = { state: 'running', address: sha256Hex('address') };
    const before = record.plan.targets[0]!.matched.map(({ id, type, tags }) => ({
      id,
      type,
      at: start,
      exists: true,
      state: { ...state, launch: tags.launch ?? '' },
    }));
    const entry = entryOf('run-1', '1/power', { targets: chosen, before });
    const findings = chosen.map((id) => ({ id, result: 'restored' as const, detail: `as before: ${sha256Hex(id)}` }));
    const proof: Proof = { result: 'restored', findings };
    expect(await history.ledger.intend(entry, 1)).toBe(true);
    await history.ledger.confirm('run-1', '1/power', 'EXP1', start + 1);
    await history.ledger.undone('run-1', '1/power', proof, start + 2);
    const [kept] = await history.ledger.list('run-1');
    expect(kept).toEqual({
      ...entry,
      fault: { ...entry.fault, externalId: 'EXP1' },
      state: 'undone',
      confirmedAt: start + 1,
      undoneAt: start + 2,
      proof,
    });
    const { why: _, ...line } = lineOf('run-1', 1) as { why: string } & ReturnType<typeof lineOf>;
    const undone = { ...line, type: 'undone' as const, entryId: '1/power', proof };
    await history.journal.append([lineOf('run-1', 0), undone, lineOf('run-1', 2)]);
    expect(await history.journal.read('run-1')).toEqual([lineOf('run-1', 0), undone, lineOf('run-1', 2)]);
    expect(await largest(await items())).toBeLessThan(400_000);
  });
});

test('ninety locks are taken and given back in one transaction each; more are refused', async () => {
  const { history } = await newHistory(moto);
  const locks = (count: number): readonly Lock[] =>
    Array.from({ length: count }, (_, n) => ({ key: `target/${n}`, mode: n < 10 ? 'shared' : 'exclusive' }));
  for (const runId of ['run-1', 'run-2']) {
    await history.runs.propose(recordOf(runId));
    expect(await history.runs.arm(runId, lease, locks(90))).toEqual({ armed: true });
    expect(await history.runs.conclude(runId, terminalOf(runId))).toBe(true);
  }
  await history.runs.propose(recordOf('run-3'));
  await expect(history.runs.arm('run-3', lease, locks(91))).rejects.toMatchObject({ name: 'TooManyLocks' });
});

test('what a large run left takes one place in the transaction that concludes it, beside ninety locks and five alarms', async () => {
  const { history, items } = await newHistory(moto);
  const record = recordOf('run-1');
  const { guardrails } = record.plan.definition;
  const stopAlarms = [1, 2, 3, 4, 5].map((n) => `alarm-${n}`);
  const definition = { ...record.plan.definition, guardrails: { ...guardrails, stopAlarms } };
  await history.runs.propose({ ...record, plan: { ...record.plan, definition } });
  const locks = Array.from({ length: 90 }, (_, n): Lock => ({ key: `target/${n}`, mode: 'exclusive' }));
  await history.runs.arm('run-1', lease, locks);
  const findings = bigRun(8000).chosen.map((id) => ({
    id,
    result: 'drifted' as const,
    detail: `state running → ${sha256Hex(id)}`,
  }));
  const guards = findings.map(({ id }): Lock => ({ key: `target/${id}`, mode: 'exclusive' }));
  const left = leftoverOf('run-1', '1/power', { targets: findings.map(({ id }) => id), findings, guards });
  expect(await history.runs.conclude('run-1', terminalOf('run-1', { recovery: 'drifted' }), [left], 1)).toBe(true);
  expect(await history.leftovers.open()).toEqual([left]);
  const stored = await items();
  expect(stored.filter(({ pk }) => pk === 'leftovers')).toHaveLength(1);
  expect(await largest(stored)).toBeLessThan(400_000);
  expect(await history.runs.arm('run-1', lease, [])).toMatchObject({ armed: false });
});

test('lists go on past a batch, and stop at their limit', async () => {
  const { history } = await newHistory(moto);
  const ids = Array.from({ length: 60 }, (_, n) => `run-${n}`);
  for (const [n, runId] of ids.entries()) await history.runs.propose(recordOf(runId, { proposedAt: start + n }));
  for (const filter of [{}, { unfinished: true }, { experiment: 'az-power-interruption' }]) {
    const listed = async (limit?: number) =>
      (await history.runs.list({ ...filter, ...(limit !== undefined && { limit }) })).map(({ runId }) => runId);
    expect(await listed()).toEqual(ids.toReversed());
    expect(await listed(55)).toEqual(ids.toReversed().slice(0, 55));
  }
  expect(await history.runs.list({ unfinished: true, stopAlarm: 'shop-checkout-5xx' })).toHaveLength(60);
});

test('a journal of more than one page, and more than one transaction, is read whole and in order', async () => {
  const { history } = await newHistory(moto);
  const long = (n: number) =>
    lineOf('run-1', n, Array.from({ length: 100 }, (_, i) => sha256Hex(`${n} ${i}`)).join(' '));
  const lines = Array.from({ length: 250 }, (_, n) => long(n));
  await history.journal.append(lines);
  expect(await history.journal.read('run-1')).toEqual(lines);
});

describe('retention', () => {
  const day = 86_400_000;
  const kept = (runId: string): RunRecord => {
    const record = recordOf(runId);
    const definition = { ...record.plan.definition, report: { formats: ['json' as const], retain: 'P7D' } };
    return { ...record, plan: { ...record.plan, definition } };
  };

  test('nothing of an unfinished run expires; concluded, all of it does, late lines too', async () => {
    const { history, items } = await newHistory(moto);
    await history.runs.propose(kept('run-1'));
    await history.runs.arm('run-1', lease, [{ key: 'zone/a', mode: 'exclusive' }]);
    await history.ledger.intend(entryOf('run-1'), 1);
    await history.journal.append([lineOf('run-1', 0)]);
    expect((await items()).filter(({ expiresAt }) => expiresAt !== undefined)).toEqual([]);
    await history.runs.conclude('run-1', terminalOf('run-1'));
    await history.journal.append([lineOf('run-1', 1)]);
    const own = (await items()).filter(({ pk }) => pk === 'run/run-1');
    expect(own.map(({ sk }) => sk)).toEqual(
      expect.arrayContaining(['run', 'run#plan', 'journal', 'ledger#1/power', 'line#Observe#1#0#1']),
    );
    const expiry = Math.ceil((terminalOf('run-1').at + 7 * day) / 1000);
    expect(own.map(({ expiresAt }) => expiresAt)).toEqual(own.map(() => expiry));
  });

  test('a refused run expires as well; without retain nothing does', async () => {
    const { history, items } = await newHistory(moto);
    await history.runs.refuse(kept('run-1'), terminalOf('run-1', { end: 'refused' }));
    await history.journal.append([lineOf('run-1', 0)]);
    await history.runs.refuse(recordOf('run-2'), terminalOf('run-2', { end: 'refused' }));
    const found = await items();
    expect(found.filter(({ pk }) => pk === 'run/run-1').every(({ expiresAt }) => Number(expiresAt) > 0)).toBe(true);
    expect(found.filter(({ pk }) => pk === 'run/run-2').some(({ expiresAt }) => expiresAt !== undefined)).toBe(false);
  });

  test.each([30, 730])('of a deployment that keeps %i days, where the experiment does not say', async (days) => {
    const { history, items } = await newHistory(moto, days * day);
    const expiries = async (runId: string) =>
      (await items()).filter(({ pk }) => pk === `run/${runId}`).map(({ expiresAt }) => expiresAt);
    for (const record of [recordOf('run-1'), kept('run-2'), recordOf('run-3'), recordOf('run-4')])
      await history.runs.propose(record);
    for (const runId of ['run-1', 'run-2']) await history.runs.conclude(runId, terminalOf(runId));
    await history.runs.refuse(recordOf('run-3'), terminalOf('run-3', { end: 'refused' }));
    const expiryAfter = (retained: number) => Math.ceil((terminalOf('run-1').at + retained * day) / 1000);
    expect(new Set(await expiries('run-1'))).toEqual(new Set([expiryAfter(days)]));
    expect(new Set(await expiries('run-2'))).toEqual(new Set([expiryAfter(7)]));
    expect(new Set(await expiries('run-3'))).toEqual(new Set([expiryAfter(days)]));
    expect(new Set(await expiries('run-4'))).toEqual(new Set([undefined]));
  });
});
