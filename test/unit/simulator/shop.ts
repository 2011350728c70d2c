/** The shop of `templates/worlds`, as clouds to test on, and its actions in short. */
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { compileWorld } from '../../../adapters/simulated/compile-world.ts';
import type { World } from '../../../core/world/schema.ts';
import type { CloudAction, CloudEvent, CloudResource, SimulatedCloud } from '../../../simulator/cloud.ts';
import { createCloud } from '../../../simulator/create-cloud.ts';
import type { WorldModel } from '../../../simulator/model.ts';

export const second = 1000;
export const minute = 60 * second;

/** @param name of the file, without extension. */
export function worldModel(name = 'shop'): WorldModel {
  const file = new URL(`../../../templates/worlds/${name}.yaml`, import.meta.url);
  return compileWorld(parse(readFileSync(file, 'utf8')) as World);
}

export const shop: WorldModel = { ...worldModel(), warmUp: 5 * minute };

export const shopCloud = (seed = 1, model: WorldModel = shop): SimulatedCloud =>
  createCloud({ model, seed, traffic: 'closed-form' });

/** Advances to the instant, and answers everything announced on the way. */
export function run(cloud: SimulatedCloud, to: number): CloudEvent[] {
  const events: CloudEvent[] = [];
  while (cloud.now < to) events.push(...cloud.advance(to));
  return events;
}

export const runFor = (cloud: SimulatedCloud, time: number): CloudEvent[] => run(cloud, cloud.now + time);

export const ofType = (cloud: SimulatedCloud, type: string): readonly CloudResource[] =>
  cloud.resources().filter((resource) => resource.type === type);

export const instancesOf = (cloud: SimulatedCloud, group: string, zone?: string): readonly CloudResource[] =>
  ofType(cloud, 'ec2:instance').filter((one) => one.group === group && (zone === undefined || one.zone === zone));

export const stateOf = (cloud: SimulatedCloud, id: string): CloudResource['state'] | undefined =>
  cloud.resources().find((resource) => resource.id === id)?.state;

export const idsOf = (resources: readonly CloudResource[]): readonly string[] => resources.map(({ id }) => id);

/** Starts one experiment of these actions. */
export function inject(
  cloud: SimulatedCloud,
  actions: readonly Omit<CloudAction, 'name'>[],
  more: { token?: string; stopAlarms?: string[] } = {},
) {
  return cloud.startExperiment({
    clientToken: more.token ?? 'token',
    tags: {},
    stopAlarms: more.stopAlarms ?? [],
    actions: actions.map((action, i) => ({ name: `action-${i}`, ...action })),
  });
}

export const stop = (ids: readonly string[], parameters: Record<string, string> = {}): Omit<CloudAction, 'name'> => ({
  actionId: 'aws:ec2:stop-instances',
  parameters,
  targets: { Instances: ids },
});

export const terminate = (ids: readonly string[]): Omit<CloudAction, 'name'> => ({
  actionId: 'aws:ec2:terminate-instances',
  parameters: {},
  targets: { Instances: ids },
});

export const noCapacity = (groups: readonly string[], zones: string, duration: string): Omit<CloudAction, 'name'> => ({
  actionId: 'aws:ec2:asg-insufficient-instance-capacity-error',
  parameters: { duration, availabilityZoneIdentifiers: zones },
  targets: { AutoScalingGroups: groups },
});

export const command = (
  document: string,
  ids: readonly string[],
  documentParameters: Record<string, string>,
  duration = 'PT2M',
): Omit<CloudAction, 'name'> => ({
  actionId: 'aws:ssm:send-command',
  parameters: {
    duration,
    documentArn: `arn:aws:ssm:eu-central-1::document/AWSFIS-Run-${document}`,
    documentParameters: JSON.stringify({ DurationSeconds: '120', ...documentParameters }),
  },
  targets: { Instances: ids },
});

export const waiting = (duration: string): Omit<CloudAction, 'name'> => ({
  actionId: 'aws:fis:wait',
  parameters: { duration },
  targets: {},
});
