/** Many at once at one history: each with a client of its own, as functions have. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DynamodbHistory } from '../../adapters/aws/dynamodb-history.ts';
import type { Lock } from '../../core/ports/runs.ts';
import { approvalOf, causeOf, entryOf, lease, lineOf, recordOf, start, terminalOf } from '../contract/records.ts';
import { newHistory } from './history-client.ts';
import { type Moto, startMoto } from './moto.ts';

const writers = Array.from({ length: 8 }, (_, n) => n);
let moto: Moto;
beforeAll(async () => {
  moto = await startMoto();
});
afterAll(() => moto.stop());

/** One history, and eight more on its table. */
async function crowd() {
  const { history, another, items } = await newHistory(moto);
  const others = writers.map(another);
  return {
    history,
    items,
    all: <T>(work: (own: DynamodbHistory, n: number) => Promise<T>): Promise<T[]> =>
      Promise.all(others.map((own, n) => work(own, n))),
  };
}

const exclusive = (key: string): Lock => ({ key, mode: 'exclusive' });
const shared = (key: string): Lock => ({ key, mode: 'shared' });
const count = (answers: readonly boolean[]) => answers.filter(Boolean).length;

describe('of eight at once', () => {
  test('that arm runs on overlapping locks exactly one wins, and the others name it', async () => {
    const { history, all } = await crowd();
    const arms = await all(async ({ runs }, n) => {
      await runs.propose(recordOf(`run-${n}`));
      return runs.arm(`run-${n}`, lease, [exclusive(`target/${n}`), shared('region/a'), exclusive('target/same')]);
    });
    const winner = arms.findIndex(({ armed }) => armed);
    expect(count(arms.map(({ armed }) => armed))).toBe(1);
    for (const answer of arms)
      if (!answer.armed) expect(answer.why).toBe(`target/same is held (exclusive) by run run-${winner}`);
    const phases = await Promise.all(writers.map(async (n) => (await history.runs.load(`run-${n}`))?.phase));
    expect(phases.filter((phase) => phase === 'injecting')).toHaveLength(1);
    expect(phases.filter((phase) => phase === 'proposed')).toHaveLength(7);
    // What the losers wanted for themselves is free.
    await history.runs.propose(recordOf('late'));
    const free = writers.filter((n) => n !== winner).map((n) => exclusive(`target/${n}`));
    expect(await history.runs.arm('late', lease, free)).toEqual({ armed: true });
  });

  test('that share a lock all are armed; who wants it alone waits for the last of them', async () => {
    const { history, all } = await crowd();
    const arms = await all(async ({ runs }, n) => {
      await runs.propose(recordOf(`run-${n}`));
      return runs.arm(`run-${n}`, lease, [shared('region/a')]);
    });
    expect(count(arms.map(({ armed }) => armed))).toBe(8);
    await history.runs.propose(recordOf('alone'));
    for (const n of writers) {
      expect((await history.runs.arm('alone', lease, [exclusive('region/a')])).armed).toBe(false);
      await history.runs.conclude(`run-${n}`, terminalOf(`run-${n}`));
    }
    expect((await history.runs.arm('alone', lease, [exclusive('region/a')])).armed).toBe(true);
  });

  test('that give back a lock that they share leave nothing of it, and take it from nobody who arms meanwhile', async () => {
    const { history, items, all } = await crowd();
    const held = async () => (await items()).filter(({ pk }) => pk === 'lock/region/a');
    await all(async ({ runs }, n) => {
      await runs.propose(recordOf(`run-${n}`));
      await runs.arm(`run-${n}`, lease, [shared('region/a')]);
    });
    for (const runId of ['late', 'alone']) await history.runs.propose(recordOf(runId));
    const [late] = await Promise.all([
      history.runs.arm('late', lease, [shared('region/a')]),
      all(({ runs }, n) => runs.conclude(`run-${n}`, terminalOf(`run-${n}`))),
    ]);
    expect(late).toEqual({ armed: true });
    expect(await held()).toMatchObject([{ shared: new Set(['late']) }]);
    expect(await history.runs.arm('alone', lease, [exclusive('region/a')])).toMatchObject({ armed: false });
    await history.runs.conclude('late', terminalOf('late'));
    expect(await held()).toEqual([]);
  });

  test('that arm one and the same run all succeed, and its locks are taken once', async () => {
    const { history, all } = await crowd();
    await history.runs.propose(recordOf('run-1'));
    const arms = await all(({ runs }) => runs.arm('run-1', lease, [exclusive('zone/a')]));
    expect(arms).toEqual(writers.map(() => ({ armed: true })));
    await history.runs.conclude('run-1', terminalOf('run-1'));
    await history.runs.propose(recordOf('run-2'));
    expect((await history.runs.arm('run-2', lease, [exclusive('zone/a')])).armed).toBe(true);
  });

  test('that conclude a run one writes its record, and of eight claims one holds', async () => {
    const { history, all } = await crowd();
    await history.runs.propose(recordOf('run-1'));
    await history.runs.arm('run-1', lease, [exclusive('zone/a')]);
    expect(count(await all(({ runs }, n) => runs.claimRecovery('run-1', 1, start + n)))).toBe(1);
    const concluded = await all(({ runs }, n) => runs.conclude('run-1', terminalOf('run-1', { reason: `by ${n}` })));
    expect(count(concluded)).toBe(1);
    expect((await history.runs.load('run-1'))?.terminal?.reason).toBe(`by ${concluded.indexOf(true)}`);
  });

  test('intents that were answered stand, and those behind the fence do not', async () => {
    const { history, all } = await crowd();
    await history.runs.propose(recordOf('run-1'));
    await history.runs.arm('run-1', lease, []);
    const answers = await all(async ({ runs, ledger }, n) => {
      if (n === 4) await runs.raiseEpoch('run-1', causeOf());
      return ledger.intend(entryOf('run-1', `1/step-${n}`), 1);
    });
    const intended = writers.filter((n) => answers[n]).map((n) => `1/step-${n}`);
    expect((await history.ledger.list('run-1')).map(({ id }) => id).sort()).toEqual(intended);
    expect(answers[4]).toBe(false);
    expect(await history.runs.load('run-1')).toMatchObject({ phase: 'recovering', epoch: 2 });
  });

  test('that append to one journal nothing is lost, and the lines of one call stay together', async () => {
    const { history, all } = await crowd();
    const lines = (n: number) => [0, 1, 2].map((i) => ({ ...lineOf('run-1', i), visit: n }));
    await all(({ journal }, n) => journal.append(lines(n)));
    const journal = await history.journal.read('run-1');
    expect(journal).toHaveLength(24);
    for (let from = 0; from < 24; from += 3) expect(journal.slice(from, from + 3)).toEqual(lines(journal[from]!.visit));
  });
});

describe('overtaken between its look and its write', () => {
  const locks = [exclusive('zone/a')];
  const isFree = async ({ runs }: DynamodbHistory) => {
    await runs.propose(recordOf('later'));
    return (await runs.arm('later', lease, locks)).armed;
  };

  test('by its arming, a conclusion still gives the locks back', async () => {
    const { history, overtaken } = await newHistory(moto);
    await history.runs.propose(recordOf('run-1'));
    const late = overtaken(() => history.runs.arm('run-1', lease, locks));
    expect(await late.runs.conclude('run-1', terminalOf('run-1'))).toBe(true);
    expect(await history.runs.load('run-1')).toMatchObject({ phase: 'concluded', epoch: 1 });
    expect(await isFree(history)).toBe(true);
  });

  test('by its end, an arming takes nothing', async () => {
    const { history, overtaken } = await newHistory(moto);
    await history.runs.propose(recordOf('run-1'));
    const late = overtaken(() => history.runs.raiseEpoch('run-1', causeOf()));
    expect(await late.runs.arm('run-1', lease, locks)).toEqual({ armed: false, why: 'run run-1 is recovering' });
    expect(await isFree(history)).toBe(true);
  });

  test('by the holder giving a lock back, an arming takes it', async () => {
    const { history, overtaken } = await newHistory(moto);
    for (const runId of ['run-1', 'run-2']) await history.runs.propose(recordOf(runId));
    const late = overtaken(async () => {
      await history.runs.arm('run-2', lease, locks);
      await history.runs.conclude('run-2', terminalOf('run-2'));
    });
    expect(await late.runs.arm('run-1', lease, locks)).toEqual({ armed: true });
  });

  test.each<Lock['mode']>(['shared', 'exclusive'])(
    'by a %s holder, the sweeping up of a shared lock leaves it',
    async (mode) => {
      const { history, overtaken, items } = await newHistory(moto);
      for (const runId of ['run-1', 'run-2', 'run-3']) await history.runs.propose(recordOf(runId));
      await history.runs.arm('run-1', lease, [shared('region/a')]);
      const late = overtaken(() => history.runs.arm('run-2', lease, [{ key: 'region/a', mode }]), 'Delete');
      expect(await late.runs.conclude('run-1', terminalOf('run-1'))).toBe(true);
      expect((await items()).filter(({ pk }) => pk === 'lock/region/a')).toHaveLength(1);
      expect(await history.runs.arm('run-3', lease, [exclusive('region/a')])).toEqual({
        armed: false,
        why: `region/a is held (${mode}) by run run-2`,
      });
    },
  );

  test('by the epoch, an intent is turned away and leaves nothing', async () => {
    const { history, overtaken } = await newHistory(moto);
    await history.runs.propose(recordOf('run-1'));
    await history.runs.arm('run-1', lease, []);
    const late = overtaken(() => history.runs.raiseEpoch('run-1', causeOf()));
    expect(await late.ledger.intend(entryOf('run-1'), 1)).toBe(false);
    expect(await history.ledger.list('run-1')).toEqual([]);
  });

  test('by another intent, both stand, in the order in which they came through', async () => {
    const { history, overtaken } = await newHistory(moto);
    await history.runs.propose(recordOf('run-1'));
    await history.runs.arm('run-1', lease, []);
    const late = overtaken(() => history.ledger.intend(entryOf('run-1', '1/first'), 1));
    expect(await late.ledger.intend(entryOf('run-1', '1/a-second'), 1)).toBe(true);
    expect((await history.ledger.list('run-1')).map(({ id }) => id)).toEqual(['1/first', '1/a-second']);
  });

  test.each([
    ['a stop', ({ runs }: DynamodbHistory) => runs.raiseEpoch('run-1', causeOf())],
    ['its arming', ({ runs }: DynamodbHistory) => runs.arm('run-1', lease, [])],
    ['its conclusion', ({ runs }: DynamodbHistory) => runs.conclude('run-1', terminalOf('run-1'))],
  ])('by %s, an approval counts for nothing', async (_what, first) => {
    const { history, overtaken } = await newHistory(moto);
    await history.runs.propose(recordOf('run-1'));
    const late = overtaken(() => first(history), 'Update');
    expect(await late.runs.approve('run-1', approvalOf('bob'))).toMatchObject({ approved: false, rule: 'phase' });
    expect((await history.runs.load('run-1'))?.approvals).toBeUndefined();
  });

  test('by another approval, both stand; by one of the same person, theirs stands once', async () => {
    const { history, overtaken } = await newHistory(moto);
    await history.runs.propose(recordOf('run-1'));
    const late = overtaken(() => history.runs.approve('run-1', approvalOf('bob')), 'Update');
    expect(await late.runs.approve('run-1', approvalOf('cyd'))).toMatchObject({ approved: true });
    const again = overtaken(() => history.runs.approve('run-1', approvalOf('dan')), 'Update');
    expect(await again.runs.approve('run-1', approvalOf('DAN'))).toMatchObject({ approved: false, rule: 'twice' });
    expect((await history.runs.load('run-1'))?.approvals?.map(({ by }) => by)).toEqual(['bob', 'cyd', 'dan']);
  });

  test('by the same conclusion, there is one record and one that says so', async () => {
    const { history, overtaken } = await newHistory(moto);
    await history.runs.propose(recordOf('run-1'));
    const late = overtaken(() => history.runs.conclude('run-1', terminalOf('run-1', { reason: 'first' })));
    expect(await late.runs.conclude('run-1', terminalOf('run-1', { reason: 'second' }))).toBe(false);
    expect((await history.runs.load('run-1'))?.terminal?.reason).toBe('first');
  });
});
