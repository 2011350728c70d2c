import { expect, it } from 'vitest';
import { compileWorld } from '../../../../adapters/simulated/compile-world.ts';
import { simulatedResources } from '../../../../adapters/simulated/resources.ts';
import { inventoryTypes, type World } from '../../../../core/world/schema.ts';
import { shop as file } from '../../../fixtures/documents.ts';
import { shopCloud } from '../shop.ts';

const world = {
  ...(file() as World),
  inventory: [
    ...inventoryTypes.map((type) => ({ type, names: [`a-${type.split(':')[1]}`] })),
    { type: 'ec2:ebs-volume' as const, names: ['vol-1', 'vol-2'], zone: 'euc1-az2', tags: { Service: 'data' } },
  ],
};
const cloud = shopCloud(1, { ...compileWorld(world), warmUp: 60_000 });

it('what is not simulated is found by type, tag and zone, and stands there unchanged', async () => {
  const resources = simulatedResources(cloud);
  const where = { tags: { Service: 'data' }, zone: 'euc1-az2' };
  const found = await resources.resolve({ type: 'ec2:ebs-volume', where });
  expect(found).toMatchObject([
    {
      id: 'arn:aws:ec2:eu-central-1:111122223333:volume/vol-1',
      name: 'vol-1',
      healthy: true,
      tags: { 'resilience:fis-enabled': 'true', Service: 'data' },
    },
    { name: 'vol-2', zone: 'euc1-az2', region: 'eu-central-1' },
  ]);
  const [before] = await resources.snapshot([found[0]!.id]);
  cloud.advance(cloud.now + 60_000);
  expect(await resources.snapshot([found[0]!.id])).toEqual([{ ...before!, at: cloud.now }]);
});

it('every type has an ARN of its own', async () => {
  const resources = simulatedResources(cloud);
  const ids = [];
  for (const type of inventoryTypes)
    ids.push(...(await resources.resolve({ type, where: {} })).filter(({ name }) => name.startsWith('a-')));
  expect(ids.map(({ type }) => type)).toEqual([...inventoryTypes]);
  expect(new Set(ids.map(({ id }) => id)).size).toBe(inventoryTypes.length);
});

it('a fault on it is refused by name, and says so before it is asked to begin', () => {
  const action = {
    name: 'pause',
    actionId: 'aws:kinesis:stream-provisioned-throughput-exception',
    parameters: {},
    targets: {},
  };
  expect(cloud.refusalOf({ actions: [action], stopAlarms: [] })).toBe(
    'the simulator does not model aws:kinesis:stream-provisioned-throughput-exception: a world has no streams',
  );
});
