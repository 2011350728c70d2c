/** Names as AWS writes them. */
import type { WorldModel } from '../model.ts';
import { hex } from './fingerprint.ts';

export interface Arns {
  instance(id: string): string;
  group(id: string): string;
  cluster(id: string): string;
  database(id: string): string;
  cache(id: string): string;
  lambda(id: string): string;
  subnet(zone: string): string;
  loadBalancer(id: string): string;
}

/** Services live in the first Region; subnets in their zone's. */
export function arnsOf(model: WorldModel, seed: number): Arns {
  const home = model.regions[0]!.id;
  const arn = (service: string, rest: string, region = home) => `arn:aws:${service}:${region}:${model.account}:${rest}`;
  return {
    instance: (id) => arn('ec2', `instance/${id}`),
    group: (id) =>
      arn('autoscaling', `autoScalingGroup:${uuid(hex(seed, `group/${id}`, 32))}:autoScalingGroupName/${id}`),
    cluster: (id) => arn('rds', `cluster:${id}`),
    database: (id) => arn('rds', `db:${id}`),
    cache: (id) => arn('elasticache', `replicationgroup:${id}`),
    lambda: (id) => arn('lambda', `function:${id}`),
    subnet: (zone) => {
      const region = model.regions.find(({ zones }) => zones.includes(zone))?.id;
      return arn('ec2', `subnet/subnet-${hex(seed, `subnet/${zone}`, 17)}`, region);
    },
    loadBalancer: (id) => arn('elasticloadbalancing', `loadbalancer/app/${id}/${hex(seed, `load-balancer/${id}`, 16)}`),
  };
}

const uuid = (digits: string): string =>
  [digits.slice(0, 8), digits.slice(8, 12), digits.slice(12, 16), digits.slice(16, 20), digits.slice(20)].join('-');
