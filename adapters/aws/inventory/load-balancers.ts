import {
  DescribeLoadBalancerAttributesCommand,
  DescribeTagsCommand,
  type ElasticLoadBalancingV2Client,
  type LoadBalancer,
  type LoadBalancerAttribute,
  paginateDescribeLoadBalancers,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { isKnown, type Known, notKnown } from '../../../core/conformity/known.ts';
import { homeOf } from '../arns.ts';
import { chunks } from '../chunks.ts';
import { tagsOf } from '../resource-family.ts';
import { asked, each, type Reader, zoneIds } from './reader.ts';

/** ARNs that one question for tags takes. */
const atOnce = 20;

export type Tags = Readonly<Record<string, string>>;

/** Of load balancers and target groups, by ARN. */
export async function balancerTags(
  elb: ElasticLoadBalancingV2Client,
  arns: readonly string[],
): Promise<ReadonlyMap<string, Tags>> {
  const found = new Map<string, Tags>();
  for (const some of chunks(arns, atOnce)) {
    const { TagDescriptions = [] } = await elb.send(new DescribeTagsCommand({ ResourceArns: [...some] }));
    for (const { ResourceArn, Tags } of TagDescriptions) if (ResourceArn) found.set(ResourceArn, tagsOf(Tags));
  }
  return found;
}

/** What AWS says of it by key. */
export const attribute = (
  attributes: Known<readonly { readonly Key?: string | undefined; readonly Value?: string | undefined }[]>,
  key: string,
): Known<string> => {
  if (!isKnown(attributes)) return attributes;
  const value = attributes.find(({ Key }) => Key === key)?.Value;
  return value ?? notKnown(`AWS gives no ${key}`);
};

export const seconds = (value: Known<string>): Known<number> => (isKnown(value) ? Number(value) * 1000 : value);
export const yes = (value: Known<string>): Known<boolean> => (isKnown(value) ? value === 'true' : value);

const typeOf = ({ Type }: LoadBalancer) => (Type === 'network' || Type === 'gateway' ? Type : 'application');

export const loadBalancers: Reader = {
  kind: 'load-balancer',
  async read({ clients: { loadBalancing: elb }, zones }) {
    const found: LoadBalancer[] = [];
    for await (const { LoadBalancers = [] } of paginateDescribeLoadBalancers({ client: elb }, {}))
      found.push(...LoadBalancers);
    const tags = await asked(() =>
      balancerTags(
        elb,
        found.flatMap(({ LoadBalancerArn }) => LoadBalancerArn ?? []),
      ),
    );
    return each(found, async (balancer) => {
      const { LoadBalancerArn: id = '', LoadBalancerName: name = '', AvailabilityZones = [] } = balancer;
      const attributes: Known<readonly LoadBalancerAttribute[]> = await asked(
        async () =>
          (await elb.send(new DescribeLoadBalancerAttributesCommand({ LoadBalancerArn: id }))).Attributes ?? [],
      );
      const type = typeOf(balancer);
      return {
        kind: 'load-balancer' as const,
        id,
        name,
        ...homeOf(id),
        tags: isKnown(tags) ? (tags.get(id) ?? {}) : tags,
        type,
        zones: await zoneIds(
          AvailabilityZones.map(({ ZoneName }) => ZoneName),
          zones,
        ),
        deletionProtection: yes(attribute(attributes, 'deletion_protection.enabled')),
        ...(type === 'application' && { idleTimeout: seconds(attribute(attributes, 'idle_timeout.timeout_seconds')) }),
      };
    });
  },
};
