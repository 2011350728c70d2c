/** What FIS does to instances and subnets, done to moto's EC2: effects are real, time is the caller's. */
import {
  DescribeInstancesCommand,
  type EC2Client,
  StartInstancesCommand,
  StopInstancesCommand,
  TerminateInstancesCommand,
} from '@aws-sdk/client-ec2';
import { millis } from '../../core/experiment/durations.ts';
import { cutOff, reconnect } from './fis-networks.ts';

export interface FisAction {
  readonly actionId: string;
  readonly parameters?: Readonly<Record<string, string>>;
  readonly targets?: Readonly<Record<string, string>>;
}

export interface FisTarget {
  readonly resourceType: string;
  readonly resourceArns?: readonly string[];
  readonly resourceTags?: Readonly<Record<string, string>>;
}

const bounds = { least: millis('PT1M'), most: millis('PT12H') };
const durationOf: Readonly<Record<string, string | undefined>> = {
  'aws:ec2:stop-instances': 'startInstancesAfterDuration',
  'aws:ec2:terminate-instances': undefined,
  'aws:fis:wait': 'duration',
  'aws:network:disrupt-connectivity': 'duration',
  // What the document does is done on a host, which moto has not.
  'aws:ssm:send-command': 'duration',
};

/** Why FIS would not take the action. Actions that are not played here are refused, never passed over. */
export function refusalOf({ actionId, parameters = {} }: FisAction): string | undefined {
  if (!(actionId in durationOf)) return `Action ${actionId} is not played here`;
  const given = parameters[durationOf[actionId] ?? ''];
  if (given === undefined) return durationOf[actionId] === 'duration' ? 'duration is required' : undefined;
  const length = millis(given);
  return length < bounds.least || length > bounds.most ? `${given} is not between PT1M and PT12H` : undefined;
}

/** Milliseconds; 0 for an action that is done when its call is. */
export function lengthOf({ actionId, parameters = {} }: FisAction): number {
  const given = parameters[durationOf[actionId] ?? ''];
  return given === undefined ? 0 : millis(given);
}

const idOf = (arn: string): string => arn.slice(arn.lastIndexOf('/') + 1);

/** ARNs as they stand, or what carries the tags now. FIS resolves once, at the start. */
export async function resolveTarget(ec2: EC2Client, target: FisTarget, prefix: string): Promise<readonly string[]> {
  if (target.resourceArns) return target.resourceArns;
  if (target.resourceType !== 'aws:ec2:instance')
    throw new Error(`tags of ${target.resourceType} are not resolved here`);
  const Filters = Object.entries(target.resourceTags ?? {}).map(([key, value]) => ({
    Name: `tag:${key}`,
    Values: [value],
  }));
  const { Reservations = [] } = await ec2.send(new DescribeInstancesCommand({ Filters }));
  return Reservations.flatMap(({ Instances = [] }) => Instances.map(({ InstanceId }) => `${prefix}${InstanceId}`));
}

export async function begin(ec2: EC2Client, { actionId }: FisAction, arns: readonly string[]): Promise<void> {
  const InstanceIds = arns.map(idOf);
  if (actionId === 'aws:ec2:terminate-instances') await ec2.send(new TerminateInstancesCommand({ InstanceIds }));
  if (actionId === 'aws:ec2:stop-instances') await ec2.send(new StopInstancesCommand({ InstanceIds }));
  if (actionId === 'aws:network:disrupt-connectivity') await cutOff(ec2, arns.map(idOf));
}

/** At the end of its time, or when the experiment is stopped. Stopped for good, they stay so. */
export async function end(ec2: EC2Client, action: FisAction, arns: readonly string[]): Promise<void> {
  if (action.actionId === 'aws:network:disrupt-connectivity') await reconnect(ec2, arns.map(idOf));
  if (action.actionId !== 'aws:ec2:stop-instances' || lengthOf(action) === 0) return;
  await ec2.send(new StartInstancesCommand({ InstanceIds: arns.map(idOf) }));
}
