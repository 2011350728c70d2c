/** Roles of IAM, one by one: no list of them can be asked for by tag without reading every role of the account. */
import { GetRoleCommand, IAMClient, type Role } from '@aws-sdk/client-iam';
import { arnPattern } from './arn-pattern.ts';
import { failureOf, isFailure } from './errors.ts';
import type { Looking } from './looking.ts';
import { type Described, NotLookedAt, type ResourceFamily, tagsOf } from './resource-family.ts';

const type = 'iam:role';

export function iamRoles({ client }: Looking): ResourceFamily {
  const iam = client('iam', IAMClient);
  return {
    type,
    arn: arnPattern(type),
    async describe({ names }) {
      if (!names)
        throw new NotLookedAt('roles are looked at one by one: give where.ids (ARNs) or where.names, beside any tags');
      const roles = await Promise.all([...new Set(names)].map((name) => roleOf(iam, name)));
      return roles.flatMap((role) => (role ? [described(role)] : []));
    },
  };
}

async function roleOf(iam: IAMClient, RoleName: string): Promise<Role | undefined> {
  try {
    return (await iam.send(new GetRoleCommand({ RoleName }))).Role;
  } catch (error) {
    const failure = failureOf(error, 'IAM GetRole');
    if (isFailure(failure, 'NotFound')) return undefined;
    throw failure;
  }
}

/** IAM is of no Region. */
function described(role: Role): Described {
  const { Arn: id = '', RoleName: name = '', Tags, MaxSessionDuration = 0 } = role;
  const [, , , , account = ''] = id.split(':');
  return {
    resource: { id, type, name, account, region: '', tags: tagsOf(Tags), healthy: true },
    state: { longestSession: MaxSessionDuration },
    raw: role,
  };
}
