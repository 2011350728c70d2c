/** What requests of a world say of themselves, for faults on some of them. */
import * as z from 'zod/mini';

const share = z.number().check(z.gt(0), z.lte(1));
const named = (pattern: RegExp, error: string) =>
  z.record(z.string().check(z.minLength(1), z.maxLength(200), z.regex(pattern, { error })), share);

/** By name, the share of all requests; those that none of them takes are of no tenant, path or value that is named. */
export const requests = z.strictObject({
  tenants: z.optional(named(/\S/, 'the name of a tenant')),
  paths: z.optional(named(/^\/[^*]*$/, 'a path such as /orders')),
  headers: z.optional(
    named(/^[!#$%&'*+.^_`|~0-9A-Za-z-]+:\s*\S.*$/, 'the name of a header and its value: X-Canary: yes'),
  ),
});

export type WorldRequests = z.infer<typeof requests>;
