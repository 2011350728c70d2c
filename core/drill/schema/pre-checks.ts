/** What a drill says of the place that takes over, so that it can be looked at before users are sent there. */
import * as z from 'zod/mini';
import { metricQuery } from '../../experiment/schema/probes.ts';
import { localName, text } from '../../experiment/schema/scalars.ts';

/** Home and away are compared and added up: both have one stat and one period. */
const sides = z.strictObject({
  /** Of a zone that is evacuated: of all zones together. */
  home: metricQuery,
  /** What the other place serves already. Missing: nothing, or the other zones of home. */
  away: z.optional(metricQuery),
});

const amount = z.number().check(z.gt(0), z.lte(1e12));

/** One service: what it has to serve, and what the other place can. */
export const headroom = z.strictObject({
  service: text,
  /** What comes in, as amounts that add up: requests, connections, bytes. Default: requests a minute, as the load balancers before `members` count them. */
  load: z.optional(sides),
  /** Or how busy its members are, on average, in percent. */
  utilisation: z.optional(sides),
  /** Targets of the drill whose healthy members serve it, by name, or their groups. Of a zone: `home`, whose other zones take over. */
  members: z.optional(z.strictObject({ home: z.optional(localName), away: z.optional(localName) })),
  /** What one member takes of the load, in its unit and for its period. */
  perMember: z.optional(amount),
  /** Or what the other place takes in all. */
  atMost: z.optional(amount),
  /** Percent of the capacity there that is to stay free. Default 20. */
  margin: z.optional(z.number().check(z.gte(0), z.lt(100))),
});

/** How far a copy is behind what is written at home. */
export const replication = z.strictObject({
  /** For people: the database, the table, the bucket. */
  of: text,
  lag: metricQuery,
  unit: z.enum(['milliseconds', 'seconds']),
});

export const preChecks = z.strictObject({
  headroom: z.optional(z.array(headroom).check(z.minLength(1), z.maxLength(20))),
  replication: z.optional(z.array(replication).check(z.minLength(1), z.maxLength(20))),
  /** DNS names that users come by and that Route 53 moves by itself, by its health checks, both ways. */
  names: z.optional(z.array(text).check(z.minLength(1), z.maxLength(20))),
  /** What the other place must have. Secrets are looked for by name and never read. */
  present: z.optional(
    z
      .strictObject({
        /** Domain names. */
        certificates: z.optional(z.array(text).check(z.minLength(1), z.maxLength(20))),
        secrets: z.optional(z.array(text).check(z.minLength(1), z.maxLength(20))),
        /** Default: the platform's own. */
        account: z.optional(text),
      })
      .check(
        z.refine(({ certificates, secrets }) => certificates !== undefined || secrets !== undefined, {
          error: 'certificates, secrets, or both',
        }),
      ),
  ),
});

export type PreChecks = z.infer<typeof preChecks>;
export type Headroom = z.infer<typeof headroom>;
export type Replication = z.infer<typeof replication>;
