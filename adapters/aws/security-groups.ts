/** Security groups, with their rules as what is compared. */
import { EC2Client, paginateDescribeSecurityGroups, type SecurityGroup } from '@aws-sdk/client-ec2';
import { arnPattern } from './arn-pattern.ts';
import { arn } from './arns.ts';
import { chunks } from './chunks.ts';
import type { Looking } from './looking.ts';
import { type ResourceFamily, tagFilters, tagsOf } from './resource-family.ts';
import { keyOf, rulesOf } from './security-group-rules.ts';

const type = 'ec2:security-group';
const atOnce = 200;

export function securityGroups(looking: Looking): ResourceFamily {
  const { region } = looking;
  const client = looking.client('ec2', EC2Client);
  return {
    type,
    arn: arnPattern(type),
    async describe({ tags, names }) {
      const byTag = tagFilters(tags);
      // By filter, since asking by id fails as a whole when one of them is gone.
      const byId = names && chunks(names, atOnce).map((ids) => ({ Name: 'group-id', Values: [...ids] }));
      const groups: SecurityGroup[] = [];
      for (const Filters of byId ? byId.map((filter) => [...byTag, filter]) : [byTag]) {
        const input = Filters.length > 0 ? { Filters } : {};
        for await (const page of paginateDescribeSecurityGroups({ client }, input))
          groups.push(...(page.SecurityGroups ?? []));
      }
      const rules = Map.groupBy(
        await rulesOf(
          client,
          groups.flatMap(({ GroupId }) => GroupId ?? []),
        ),
        ({ group }) => group,
      );
      return groups.map((group) => {
        const { GroupId: name = '', OwnerId: account = '' } = group;
        return {
          resource: {
            id: arn('ec2', { account, region }, `security-group/${name}`),
            type,
            name,
            account,
            region,
            tags: tagsOf(group.Tags),
            healthy: true,
          },
          state: Object.fromEntries((rules.get(name) ?? []).map((rule) => [keyOf(rule), rule.description])),
          raw: group,
        };
      });
    },
  };
}
