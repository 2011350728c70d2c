/** Which target groups instances are registered with, and on which ports. */
import {
  DescribeTargetHealthCommand,
  ElasticLoadBalancingV2Client,
  paginateDescribeTargetGroups,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Looking } from './looking.ts';

export interface Registration {
  readonly instance: string;
  /** ARN. */
  readonly targetGroup: string;
  readonly port: number;
}

/** One being taken out is still told of, and is not registered any more. */
const leaving = 'draining';

/** @param ids of instances; sorted by target group and port */
export async function registrationsOf(
  client: ElasticLoadBalancingV2Client,
  ids: ReadonlySet<string>,
): Promise<readonly Registration[]> {
  const found: Registration[] = [];
  if (ids.size === 0) return found;
  for await (const { TargetGroups = [] } of paginateDescribeTargetGroups({ client }, {}))
    for (const { TargetGroupArn: targetGroup = '', TargetType } of TargetGroups) {
      if (TargetType !== 'instance') continue;
      const answer = await client.send(new DescribeTargetHealthCommand({ TargetGroupArn: targetGroup }));
      for (const { Target, TargetHealth } of answer.TargetHealthDescriptions ?? [])
        if (Target?.Id && ids.has(Target.Id) && TargetHealth?.State !== leaving)
          found.push({ instance: Target.Id, targetGroup, port: Target.Port ?? 0 });
    }
  return found.sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
}

/** The same of what is looked at. */
export const registeredOf = ({ client }: Pick<Looking, 'client'>, ids: ReadonlySet<string>) =>
  registrationsOf(client('loadBalancing', ElasticLoadBalancingV2Client), ids);

/** As a snapshot names it: `targetgroup/web/0123456789abcdef:80`. */
export const nameOf = ({ targetGroup, port }: Registration): string =>
  `${targetGroup.slice(targetGroup.lastIndexOf(':') + 1)}:${port}`;

/** The state of an instance's snapshot: all of them, with blanks between. */
export const stateOf = (registrations: readonly Registration[]): string => registrations.map(nameOf).join(' ');
