import { expect, test } from 'vitest';
import type { Heartbeat } from '../../../../core/experiment/schema/probes.ts';
import { heartbeat as rule } from '../../../../core/guardrails/heartbeat.ts';
import type { HeartbeatTable } from '../../../../core/platform/settings.ts';
import { planOf, ports, question } from '../../../fixtures/decisions/question.ts';
import { zoneDrill } from '../../../fixtures/history/definition.ts';

const own = '111122223333';
const carts: Heartbeat = { table: 'carts', key: 'id', home: 'eu-central-1', away: 'eu-west-1' };
const listed: HeartbeatTable = { table: 'carts', regions: ['eu-west-1', 'eu-central-1', 'us-east-1'] };

async function why(
  heartbeat: Heartbeat,
  heartbeatTables: readonly HeartbeatTable[] | undefined,
  platform: 'aws' | 'simulated' = 'aws',
) {
  const probes = [{ id: 'writes', heartbeat, when: ['before' as const, 'during' as const] }];
  const plan = planOf({ hypothesis: { ...zoneDrill.hypothesis, probes } });
  const { stage } = ports();
  const settings = { ...stage.settings, heartbeatTables };
  return (await rule.check(question({ plan }), ports({ stage: { ...stage, platform, account: own, settings } })))?.why;
}

test('refuses a table that the platform was not told of, with the entry to add', async () => {
  for (const tables of [undefined, [], [{ ...listed, table: 'orders' }]])
    expect(await why(carts, tables)).toBe(
      'probe writes writes to table carts, which the platform was not told of: add { table: carts, regions: [eu-central-1, eu-west-1] } to heartbeatTables in squall.config.yaml, and deploy',
    );
});

test('refuses the same table in a Region, or in an account, that its entry does not say', async () => {
  expect(await why(carts, [{ ...listed, regions: ['eu-west-1', 'us-east-1'] }])).toBe(
    'probe writes needs table carts in eu-central-1, and the platform was told of it in eu-west-1, us-east-1 alone: add the Region to its entry under heartbeatTables in squall.config.yaml, and deploy',
  );
  const there = { ...carts, account: '444455556666' };
  expect(await why(there, [listed])).toContain(
    'add { table: carts, regions: [eu-central-1, eu-west-1], account: "444455556666" } to heartbeatTables',
  );
  expect(await why(carts, [{ ...listed, account: '444455556666' }])).toContain('was not told of');
});

test('passes what is listed, the own account said or not, and a rehearsal, which needs no list', async () => {
  expect(await why(carts, [listed])).toBeUndefined();
  expect(await why({ ...carts, account: own }, [listed])).toBeUndefined();
  expect(await why(carts, [{ ...listed, account: own }])).toBeUndefined();
  const there = { ...carts, account: '444455556666' };
  expect(await why(there, [listed, { ...listed, account: '444455556666' }])).toBeUndefined();
  expect(await why(carts, undefined, 'simulated')).toBeUndefined();
});

test('cannot be evaluated for a definition that cannot be read: refuses', async () => {
  const plan = planOf({ hypothesis: undefined as never });
  expect((await rule.check(question({ plan }), ports()))?.why).toContain('it could not be checked');
});
