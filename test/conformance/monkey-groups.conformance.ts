/** A monkey's groups over the wire: instances by the tag of their Auto Scaling group, and by any other. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { wallClock } from '../../adapters/aws/clock.ts';
import { awsResources } from '../../adapters/aws/resources.ts';
import { experimentOf } from '../../core/monkey/experiment-of.ts';
import { groupsOf } from '../../core/monkey/groups-of.ts';
import { planDay } from '../../core/monkey/plan-day.ts';
import type { MonkeyDefinition } from '../../core/monkey/schema/monkey.ts';
import { monkeyWith } from '../unit/core/monkey/fixture.ts';
import { account, buildFleet, fleetClients } from './fleet.ts';
import { type Moto, motoRegion, startMoto } from './moto.ts';

let moto: Moto;
let groups: (definition: MonkeyDefinition) => ReturnType<typeof groupsOf>;
let resources: ReturnType<typeof awsResources>;

beforeAll(async () => {
  moto = await startMoto();
  const clients = fleetClients(moto.endpoint);
  await buildFleet(clients);
  resources = awsResources(clients, motoRegion, wallClock);
  groups = (definition) => groupsOf(definition, resources);
});
afterAll(() => moto.stop());

test('groups are found with their members, and the experiment of a kill finds them again', async () => {
  const definition = monkeyWith({ chance: { probability: 1 } });
  const found = await groups(definition);
  expect(found.length).toBeGreaterThan(0);
  for (const group of found) {
    expect(group.id).toBe(`auto-scaling-group/${account}/${motoRegion}/${group.name}`);
    expect(new Set(group.members.map(({ tags }) => tags['aws:autoscaling:groupName']))).toEqual(new Set([group.name]));
  }
  const { kills } = planDay({ definition, date: '2026-11-23', seed: 1, groups: found, history: [], now: 0 });
  expect(kills.length).toBe(found.length);
  for (const kill of kills) {
    const { type, where } = experimentOf(definition, kill).experiment.targets.victim!;
    const matched = await resources.resolve({ type, where });
    expect(matched.map(({ id }) => id)).toEqual(
      found.find(({ id }) => id === kill.group.id)!.members.map(({ id }) => id),
    );
  }
});

test('a tag makes groups of whatever bears it', async () => {
  const found = await groups(monkeyWith({ groups: [{ by: 'tag', keys: ['Service'] }] }));
  expect(found.length).toBeGreaterThan(0);
  for (const { name, tags, members } of found) {
    expect(tags).toEqual({ Service: name });
    expect(members.every((member) => member.tags.Service === name)).toBe(true);
  }
});
