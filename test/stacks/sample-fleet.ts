import { describe, expect, it } from 'vitest';
import { fleetAlarm, fleetTags } from '../../apps/certify/fleet.ts';
import { everything, resourcesOf, synthesized } from './synthesized.ts';

const fleet = synthesized(everything)['sample-fleet']!;
const tagsOf = (resource: { readonly Properties: { Tags?: { Key: string; Value: string }[] } }) =>
  Object.fromEntries((resource.Properties.Tags ?? []).map(({ Key, Value }) => [Key, Value]));

describe('the sample fleet', () => {
  it('carries the tags by which a certification knows its targets, and the opt-in, on all that faults reach', () => {
    const wanted = { ...fleetTags('staging'), 'resilience:fis-enabled': 'true' };
    const [groups, subnets] = ['AWS::AutoScaling::AutoScalingGroup', 'AWS::EC2::Subnet'].map((type) =>
      resourcesOf(fleet, type),
    );
    expect([groups!.length, subnets!.length]).toEqual([1, 3]);
    for (const resource of [...groups!, ...subnets!]) expect(tagsOf(resource)).toMatchObject(wanted);
    // What is launched inherits them.
    for (const { PropagateAtLaunch, Key } of groups![0]!.Properties.Tags)
      if (Key in wanted) expect(PropagateAtLaunch).toBe(true);
  });

  it('has the alarm that a certification forces', () => {
    const alarms = resourcesOf(fleet, 'AWS::CloudWatch::Alarm').map(({ Properties }) => Properties.AlarmName);
    expect(alarms).toEqual([fleetAlarm('staging')]);
  });
});
