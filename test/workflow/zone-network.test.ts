/** A zone cut off the network, on the shop as its file has it. */
import { expect, test } from 'vitest';
import { planLocally, startLocalRun } from '../../apps/local/platform.ts';
import { drill, quickly } from './drills.ts';
import { temporaryDirectory } from './temporary-directory.ts';

const directory = temporaryDirectory();
const drilled = drill('zone-network-loss');

test('the plan shows who stands in the subnet, before and during', async () => {
  const planned = await planLocally({ ...quickly, ...drilled, parameters: { zone: 'euc1-az1' } });
  if (!planned.ok) throw new Error(planned.refusal.why);
  expect(planned.refusals).toEqual([]);
  expect(planned.plan.shares).toMatchObject([
    { type: 'ec2:instance', affected: 4, healthy: 12, zones: { 'euc1-az1': { before: 4, during: 0 } } },
    { type: 'rds:db', affected: 1, healthy: 2, zones: { 'euc1-az1': { before: 1, during: 0 } } },
  ]);
  const [target] = planned.plan.targets;
  expect(target?.reached?.map(({ subnet }) => subnet)).toEqual(Array(5).fill(target?.chosen[0]));
  expect(target?.reached?.map(({ type }) => type)).toEqual([...Array(4).fill('ec2:instance'), 'rds:db']);
});

// The first zone holds the writer of the database, the last no database instance at all.
test.each(['euc1-az1', 'euc1-az3'])('%s lost: it holds, and everything comes home', async (zone) => {
  const run = await startLocalRun({ ...quickly, ...drilled, parameters: { zone }, directory: directory.path() });
  const { record, journal } = await run.finished;
  expect(record.terminal, record.terminal?.reason).toMatchObject({
    end: 'completed',
    verdict: 'held',
    recovery: 'restored',
  });
  const during = journal.flatMap((entry) =>
    entry.type === 'sampled' && entry.phase === 'during' ? entry.samples : [],
  );
  const worst = Math.min(...during.flatMap(({ probe, value }) => (probe === 'success-rate' ? Number(value) : [])));
  // The failover of the writer is felt; a zone without a database instance is not.
  expect(worst < 99.5).toBe(zone === 'euc1-az1');
});
