/** Where names lead: records that route, what they are decided by, and accelerators. */
import * as z from 'zod/mini';
import { fixedDuration, id, tags, text } from '../experiment/schema/scalars.ts';

export const routings = ['weighted', 'failover', 'latency'] as const;

/** One of several records of a name. */
const routedRecord = z.strictObject({
  /** Its set identifier. */
  id,
  /** A load balancer, or a service that is not behind one. */
  to: id,
  /** Of weighted records: the share of the answers, in proportion to the others'. */
  weight: z.optional(z.int().check(z.gte(0), z.lte(255))),
  /** Of failover records. */
  role: z.optional(z.enum(['primary', 'secondary'])),
  /** Of latency records: answered to those who are nearest to it. */
  region: z.optional(text),
  /** One of `healthChecks`. Default: it is always taken for healthy. */
  healthCheck: z.optional(id),
});

/** A name that leads to one place for good (`to`), or to several by `routing`. */
export const dnsRecord = z.strictObject({
  name: text,
  to: z.optional(id),
  /** How long a resolver keeps an answer. */
  ttl: fixedDuration,
  routing: z.optional(z.enum(routings)),
  /** Default: made from the name. */
  hostedZone: z.optional(
    text.check(z.regex(/^Z[A-Z0-9]{1,31}$/, { error: 'a hosted zone such as Z0123456789ABCDEFGHIJ' })),
  ),
  records: z.optional(z.array(routedRecord).check(z.minLength(1), z.maxLength(100))),
  tags: z.optional(tags),
});

/**
 * A health check of Route 53 on a node (`of`), or one that says what a routing control says.
 * It asks whether a target that a load balancer sends to answers.
 */
export const healthCheck = z.strictObject({
  id,
  of: z.optional(id),
  /** PT10S or PT30S; of a prober of one's own, anything from PT1S. Default PT30S. */
  every: z.optional(fixedDuration),
  /** Checks in a row that fail until it is unhealthy, and that pass until it is healthy. Default 3. */
  unhealthyAfter: z.optional(z.int().check(z.gte(1), z.lte(10))),
  /** It also asks what the service cannot do without: what it always calls to read. Default: no. */
  deep: z.optional(z.boolean()),
  /** `own`: a prober of one's own, whose word Route 53 takes from an alarm. Default route-53. */
  by: z.optional(z.enum(['route-53', 'own'])),
  routingControl: z.optional(id),
  tags: z.optional(tags),
});

/** Of Application Recovery Controller: on or off, as people say. */
export const routingControl = z.strictObject({ id, on: z.boolean(), tags: z.optional(tags) });

/** Of Global Accelerator. Each connection goes to the group nearest to it, as far as the dial lets it. */
export const accelerator = z.strictObject({
  id,
  /** That clients call: its addresses never change, so that no resolver holds traffic back. */
  name: text,
  groups: z
    .array(
      z.strictObject({
        region: text,
        to: id,
        /** Of the traffic that it would get, the percentage that it takes. Default 100. */
        dial: z.optional(z.number().check(z.gte(0), z.lte(100))),
        healthCheck: z.optional(id),
      }),
    )
    .check(z.minLength(1), z.maxLength(20)),
  tags: z.optional(tags),
});

/** Between two Regions, both ways. */
export const distance = z.strictObject({
  between: z.tuple([text, text]),
  roundTrip: fixedDuration,
});

export type WorldDnsRecord = z.infer<typeof dnsRecord>;
