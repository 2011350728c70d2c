import { describe, expect, it } from 'vitest';
import { catalogue } from '../../../../core/faults/catalogue.ts';
import type { CloudAction } from '../../../../simulator/cloud.ts';
import { faultOf, faults, isModelled } from '../../../../simulator/faults/registry.ts';
import { unmodelled } from '../../../../simulator/faults/unmodelled.ts';
import {
  command,
  idsOf,
  inject,
  instancesOf,
  noCapacity,
  ofType,
  shopCloud,
  stop,
  terminate,
  waiting,
} from '../shop.ts';

const cloud = shopCloud();
const web = idsOf(instancesOf(cloud, 'web'));
const [group] = idsOf(ofType(cloud, 'ec2:autoscaling-group'));
const functions = { Functions: idsOf(ofType(cloud, 'lambda:function')) };
const subnets = { Subnets: idsOf(ofType(cloud, 'ec2:subnet')) };

type Action = Omit<CloudAction, 'name'>;
const plain = (actionId: string, parameters: Record<string, string>, targets: CloudAction['targets']): Action => ({
  actionId,
  parameters,
  targets,
});
const disrupt = (scope: string) => plain('aws:network:disrupt-connectivity', { duration: 'PT5M', scope }, subnets);
const errors = (parameters: Record<string, string>) =>
  plain('aws:lambda:invocation-error', { duration: 'PT5M', ...parameters }, functions);

const refused: readonly (readonly [what: string, action: Action, named: string])[] = [
  [
    'an action',
    plain('aws:ebs:pause-volume-io', { duration: 'PT5M' }, { Volumes: ['vol'] }),
    'aws:ebs:pause-volume-io',
  ],
  ['a parameter', stop(web, { startInstances: 'PT5M' }), 'startInstances'],
  ['a duration that is none', stop(web, { startInstancesAfterDuration: '5 minutes' }), '5 minutes'],
  ['a duration that says nothing', waiting('PT'), 'PT'],
  ['a missing duration', plain('aws:fis:wait', {}, {}), 'duration left out'],
  [
    'a flag that is neither',
    stop(web, { completeIfInstancesTerminated: 'yes' }),
    'completeIfInstancesTerminated "yes"',
  ],
  ['a zone', noCapacity([group!], 'euc1-az9', 'PT5M'), 'euc1-az9'],
  [
    'a share',
    plain(
      'aws:ec2:asg-insufficient-instance-capacity-error',
      { duration: 'PT5M', availabilityZoneIdentifiers: 'euc1-az1', percentage: '120' },
      { AutoScalingGroups: [group!] },
    ),
    'percentage "120"',
  ],
  ['a scope', disrupt('s3'), 'scope "s3"'],
  ['a document', command('Disk-Fill', web, { Percent: '90' }), 'AWSFIS-Run-Disk-Fill'],
  ['a document parameter', command('Network-Latency', web, { Jitter: '5' }), 'Jitter'],
  ['a document value', command('CPU-Stress', web, { LoadPercent: '0' }), 'LoadPercent "0"'],
  ['an interface', command('Network-Latency', web, { Interface: 'eth7' }), 'eth7'],
  ['errors after execution', errors({ preventExecution: 'false' }), 'preventExecution "false"'],
  [
    'a delay of some invocations',
    plain('aws:lambda:invocation-add-delay', { duration: 'PT5M', invocationPercentage: '50' }, functions),
    'invocationPercentage "50"',
  ],
  ['a target key', plain('aws:fis:wait', { duration: 'PT5M' }, { Instances: web }), 'targets Instances'],
  ['no targets', terminate([]), 'without targets Instances'],
  ['targets of another type', terminate(subnets.Subnets), 'ec2:subnet'],
  ['a stop alarm', waiting('PT5M'), 'no-such-alarm'],
];

describe('what is not simulated is refused by name', () => {
  it.each(refused)('%s', (what, action, named) => {
    const before = JSON.stringify(cloud.dump());
    const stopAlarms = what === 'a stop alarm' ? ['no-such-alarm'] : [];
    // A good action beside it must not have been started either.
    expect(() => inject(cloud, [terminate(web), action], { stopAlarms })).toThrow(
      expect.objectContaining({ name: 'NotSimulated', message: expect.stringContaining(named) }),
    );
    expect(JSON.stringify(cloud.dump())).toBe(before);
  });
});

it('models each action once, or says why it does not', () => {
  expect(new Set(faults.map(({ actionId }) => actionId)).size).toBe(faults.length);
  const left = catalogue.filter(({ id }) => !isModelled(id)).map(({ id }) => id);
  expect(Object.keys(unmodelled).sort()).toEqual(left.toSorted());
  for (const id of left) expect(() => faultOf(id)).toThrow(`the simulator does not model ${id}: ${unmodelled[id]}`);
});

it('fails an experiment, and refuses nothing, whose target has gone', () => {
  const gone = web[0]!.replace(/.{4}$/, '0000');
  const { status, reason } = inject(cloud, [terminate([gone])], { token: 'gone' });
  expect({ status, reason }).toEqual({ status: 'failed', reason: `target ${gone} does not exist` });
});
