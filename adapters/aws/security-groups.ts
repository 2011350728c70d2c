/** Security groups, with their rules as what is compared. */
import { type EC2Client, paginateDescribeSecurityGroups, type SecurityGroup } from '@aws-sdk/client-ec2';
import { arn } from './arns.ts';
import { chunks } from './chunks.ts';
import { type ResourceFamily, tagFilters, tagsOf } from './resource-family.ts';
import { keyOf, rulesOf } from './security-group-rules.ts';

const atOnce = 200;

/** @param region that the client is of */
export function securityGroups(client: EC2Client, region: string): ResourceFamily {
  return {
    type: 'ec2:security-group',
    arn: /^arn:[^:]*:ec2:[^:]*:[^:]*:security-group\//,
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
            type: 'ec2:security-group',
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
