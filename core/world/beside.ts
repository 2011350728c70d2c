/** What a world holds beside its services: proxies that calls go through, and what is not simulated at all. */
import * as z from 'zod/mini';
import { id, tags, text } from '../experiment/schema/scalars.ts';

const bytes = z.int().check(z.gte(1), z.lte(1_000_000_000));

/** A proxy of a Toxiproxy, whose toxics are on the calls that name it. */
export const proxy = z.strictObject({
  id,
  /** Where its Toxiproxy is asked. Default http://toxiproxy.internal:8474. */
  endpoint: z.optional(
    text.check(
      z.regex(/^https?:\/\/[A-Za-z0-9.-]+(?::\d{1,5})?$/, {
        error: 'an address such as http://toxiproxy.internal:8474',
      }),
    ),
  ),
  /** Bytes of a call and of its answer. Without them, toxics that count bytes are not simulated. */
  payload: z.optional(z.strictObject({ request: bytes, response: bytes })),
  tags: z.optional(tags),
});

/** FIS target types that a world may hold without simulating them, with the part of an ARN that tells them apart. */
export const inventoryTypes = [
  'arc:zonal-shift-managed-resource',
  'directconnect:virtual-interface',
  'dsql:cluster',
  'dynamodb:global-table',
  'ec2:ebs-volume',
  'ec2:security-group',
  'ec2:spot-instance',
  'ec2:transit-gateway',
  'ec2:vpc-endpoint',
  'ecs:cluster',
  'ecs:task',
  'eks:cluster',
  'eks:nodegroup',
  'eks:pod',
  'elasticache:replicationgroup',
  'iam:role',
  'kinesis:stream',
  'memorydb:multi-region-cluster',
  's3:bucket',
] as const;

/** Resources that exist, are found and counted, and do nothing: what a plan may reach and no rehearsal simulates. */
export const inventoryItem = z.strictObject({
  type: z.enum(inventoryTypes),
  names: z.array(text).check(z.minLength(1), z.maxLength(1000)),
  /** Default: in no zone. */
  zone: z.optional(text),
  /** Default: the zone's, or else the first. */
  region: z.optional(text),
  tags: z.optional(tags),
});
