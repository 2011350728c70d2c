/** Health checks of Route 53, with what forces them. What they find is the data plane's, and moves by itself. */
import {
  GetHealthCheckCommand,
  type HealthCheck,
  paginateListHealthChecks,
  Route53Client,
} from '@aws-sdk/client-route-53';
import { arnPattern } from '../arn-pattern.ts';
import { lastOf } from '../arns.ts';
import { failureOf, isFailure } from '../errors.ts';
import type { Described, ResourceFamily } from '../resource-family.ts';
import type { Place } from '../squall/own-fault.ts';
import { healthCheckIdOf } from './record-ids.ts';
import { tagsByRoute53 } from './records-read.ts';

const type = 'route53:health-check';

export function healthChecks(place: Place): ResourceFamily {
  const client = () => place.client(Route53Client);
  async function all(): Promise<readonly HealthCheck[]> {
    const found: HealthCheck[] = [];
    for await (const { HealthChecks = [] } of paginateListHealthChecks({ client: client() }, {}))
      found.push(...HealthChecks);
    return found;
  }
  return {
    type,
    arn: arnPattern(type),
    async describe({ ids }) {
      const checks = ids?.every((id) => id.startsWith('arn:')) ? await lookAt(client(), ids.map(lastOf)) : await all();
      const tags = await tagsByRoute53(
        client(),
        'healthcheck',
        checks.flatMap(({ Id }) => Id ?? []),
      );
      return checks.map((check) => described(place, check, tags.get(check.Id ?? '') ?? {}));
    },
  };
}

/** Those that exist. @param ids as Route 53 has them */
export async function lookAt(client: Route53Client, ids: readonly string[]): Promise<readonly HealthCheck[]> {
  const found: HealthCheck[] = [];
  for (const HealthCheckId of new Set(ids)) {
    try {
      const { HealthCheck: check } = await client.send(new GetHealthCheckCommand({ HealthCheckId }));
      if (check) found.push(check);
    } catch (error) {
      const failure = failureOf(error, 'Route 53 GetHealthCheck');
      if (!isFailure(failure, 'NotFound')) throw failure;
    }
  }
  return found;
}

function described({ account, region }: Place, check: HealthCheck, tags: Described['resource']['tags']): Described {
  const { Id = '' } = check;
  const { HealthCheckConfig: config } = check;
  const asked = config?.FullyQualifiedDomainName ?? config?.IPAddress ?? '';
  return {
    resource: {
      id: healthCheckIdOf({ account, region }, Id),
      type,
      name: tags.Name ?? Id,
      account,
      region: '',
      tags,
      // Whether its endpoint is: that is what records go by, and no reason to leave the check alone.
      healthy: true,
    },
    state: {
      kind: config?.Type ?? 'unknown',
      inverted: config?.Inverted ?? false,
      disabled: config?.Disabled ?? false,
      asked: `${asked}${config?.Port === undefined ? '' : `:${config.Port}`}${config?.ResourcePath ?? ''}`,
      intervalSeconds: config?.RequestInterval ?? 0,
      threshold: config?.FailureThreshold ?? 0,
    },
    raw: check,
  };
}
