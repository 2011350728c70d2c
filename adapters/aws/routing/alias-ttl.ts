/** For how long resolvers may keep the answer of a record set. */
import type { ResourceRecordSet } from '@aws-sdk/client-route-53';
import { type Known, notKnown } from '../../../core/conformity/known.ts';

/** An alias answers with the TTL of what it leads to: 60 s for load balancers, accelerators, distributions, interfaces. */
const aliasSeconds = 60;

/** In seconds. */
export function ttlOf({ TTL, AliasTarget }: Pick<ResourceRecordSet, 'TTL' | 'AliasTarget'>): Known<number> {
  if (TTL !== undefined) return TTL;
  const { DNSName: target = '' } = AliasTarget ?? {};
  return /\.(?:amazonaws\.com|awsglobalaccelerator\.com|cloudfront\.net)\.?$/.test(target)
    ? aliasSeconds
    : notKnown(`it is an alias of ${target || 'nothing'}, whose own records say it`);
}
