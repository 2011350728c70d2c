/** Security groups of a world: who lets whom through, for faults that revoke a rule. */
import * as z from 'zod/mini';
import { id, tags, text } from '../experiment/schema/scalars.ts';

const port = z.int().check(z.gte(0), z.lte(65_535));

/** As EC2 has it. What a world's nodes say to each other is TCP. */
const rule = z.strictObject({
  protocol: z.enum(['tcp', 'all']),
  /** Of `tcp`: the first port, and the last one where it is another. */
  fromPort: z.optional(port),
  toPort: z.optional(port),
  /**
   * A security group of the world, or a CIDR block: taken for all nodes of the world, and
   * `0.0.0.0/0` for its clients as well.
   */
  peer: text.check(
    z.regex(/^(?:sg-[0-9a-f]+|[0-9.]+\/[0-9]{1,2}|[0-9a-f:]+\/[0-9]{1,3})$/, {
      error: 'a security group such as sg-0a1b2c3d4e5f60718, or a CIDR block',
    }),
  ),
});

export const securityGroup = z.strictObject({
  id: text.check(z.regex(/^sg-[0-9a-f]+$/, { error: 'a security group such as sg-0a1b2c3d4e5f60718' })),
  /** Load balancers, groups, caches and databases that carry it. One that carries none lets everything through. */
  on: z.array(id).check(z.minLength(1)),
  ingress: z.array(rule),
  /** Default: everything to everywhere, as EC2 makes a group. */
  egress: z.optional(z.array(rule)),
  tags: z.optional(tags),
});

export type WorldSecurityGroup = z.infer<typeof securityGroup>;
export type WorldSecurityGroupRule = z.infer<typeof rule>;
