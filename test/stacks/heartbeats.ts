/** Heartbeats: the item of a run's own, in the tables that are named, for the functions that beat. */
import { expect, test } from 'vitest';
import { mostHeartbeatTables } from '../../core/platform/settings.ts';
import { beatItem } from '../../core/steady-state/heartbeat.ts';
import { mostRegions } from '../../lib/configuration/schema.ts';
import { decide, type Rule } from './allowed.ts';
import { type Statement, statementsIn } from './statements.ts';
import { everything, resourcesOf, synthesized } from './synthesized.ts';
import { widenings } from './widening.ts';

const home = 'eu-central-1';
const regions = ['eu-west-1', 'us-east-1', 'ap-southeast-2'];
const there = '444455556666';
/** As many as there may be, with names as long as tables of people have, in as many Regions as leaves one out. */
const heartbeatTables = [
  { table: 'carts', regions: [home, 'eu-west-1'] },
  { table: 'carts', regions: [home, 'eu-west-1'], account: there },
  ...Array.from({ length: mostHeartbeatTables - 2 }, (_, i) => ({
    table: `checkout-production-ledger-entries-${i}`,
    regions: [home, ...regions.slice(1)],
  })),
];
const beating = synthesized({ ...everything, regions, heartbeatTables });
const statements = (templates = beating): readonly Statement[] => Object.values(templates).flatMap(statementsIn);

const arn = (region: string, table: string, account = '111122223333') =>
  `arn:aws:dynamodb:${region}:${account}:table/${table}`;

/** What a role, or a boundary, allows with an item. */
function mayDo(of: string, subject: 'experiments' | 'target-account', call: string, resource: string, key: string) {
  const rules: readonly Rule[] = statementsIn(beating[subject]!)
    .filter((statement) => statement.of === of)
    .map(({ actions, resources, condition }) => ({ effect: 'Allow', actions, resources, condition }));
  const context = { 'dynamodb:LeadingKeys': [key] };
  return decide(rules, { action: `dynamodb:${call}`, resource, context }).decision === 'allowed';
}

const item = beatItem('run-1', 'writes');
const calls = ['GetItem', 'PutItem', 'DeleteItem', 'UpdateItem', 'Query', 'Scan', 'BatchWriteItem'];
const allowed = (role: string, resource = arn(home, 'carts'), key = item) =>
  calls.filter((call) => mayDo(`role squall-staging-${role}`, 'experiments', call, resource, key));

test('who beats may write and look for the item of a run, who looks afterwards may delete it, and nobody else anything', () => {
  expect(mostRegions).toBe(regions.length);
  expect(allowed('verify-before')).toEqual(['GetItem', 'PutItem']);
  expect(allowed('observe', arn('eu-west-1', 'carts'))).toEqual(['GetItem', 'PutItem']);
  expect(allowed('verify-after')).toEqual(['GetItem', 'PutItem', 'DeleteItem']);
  for (const role of [
    'admit',
    'arm',
    'inject',
    'undo',
    'conclude',
    'stop',
    'stop-scope',
    'sweep',
    'hand-over',
    'recover',
  ])
    expect(allowed(role), role).toEqual([]);
});

test('no other item, no other Region, no other table, and none of another account', () => {
  expect(allowed('verify-after', arn(home, 'carts'), 'customer-7')).toEqual([]);
  expect(allowed('verify-after', arn(home, 'carts'), `x${item}`)).toEqual([]);
  expect(allowed('verify-after', arn('us-east-1', 'carts'))).toEqual([]);
  expect(allowed('verify-after', arn(home, 'orders'))).toEqual([]);
  expect(allowed('verify-after', arn(home, 'carts', there))).toEqual([]);
  const roleThere = (role: string, resource: string) =>
    calls.filter((call) => mayDo(`role squall-staging-${role}`, 'target-account', call, resource, item));
  expect(roleThere('remote-stop', arn(home, 'carts', there))).toEqual(['GetItem', 'PutItem', 'DeleteItem']);
  expect(roleThere('remote-stop', arn(home, 'carts'))).toEqual([]);
  expect(roleThere('remote-start', arn(home, 'carts', there))).toEqual([]);
});

test('boundaries allow what the roles do, within what IAM takes, and no rule is widened', () => {
  expect(widenings(statements())).toEqual([]);
  const within = (boundary: string, call: string, subject: 'experiments' | 'target-account' = 'experiments') =>
    mayDo(`boundary squall-staging-${boundary}`, subject, call, arn(home, 'carts'), item);
  for (const call of ['GetItem', 'PutItem', 'DeleteItem']) {
    expect(within('boundary', call), call).toBe(true);
    expect(within('boundary', call, 'target-account'), call).toBe(true);
  }
  expect(['GetItem', 'PutItem'].every((call) => within('ending-boundary', call))).toBe(true);
  expect(within('touching-boundary', 'PutItem')).toBe(false);
  const plain = (value: unknown) =>
    JSON.stringify(value)
      .replaceAll('{"Fn::Join":["",["', '"')
      .replaceAll('",{"Ref":"AWS::Partition"},"', 'aws')
      .replaceAll('"]]}', '"');
  for (const template of Object.values(beating))
    for (const { Properties } of resourcesOf(template, 'AWS::IAM::ManagedPolicy'))
      expect(plain(Properties.PolicyDocument).length, Properties.ManagedPolicyName).toBeLessThan(6144);
});

test('functions are told of the tables; where nothing injects, nothing is granted', () => {
  const [admit] = resourcesOf(beating.experiments!, 'AWS::Lambda::Function').filter(
    ({ Properties }) => Properties.FunctionName === 'squall-staging-admit',
  );
  const { Variables } = admit!.Properties.Environment;
  expect(JSON.parse(Variables.SQUALL_HEARTBEAT_TABLES)).toEqual(heartbeatTables);
  expect(JSON.stringify(Variables).length).toBeLessThan(4096);
  const observing = synthesized({ ...everything, regions, heartbeatTables, profile: 'observe' });
  expect(statements(observing).filter(({ resources }) => resources.join().includes('table/carts'))).toEqual([]);
});
