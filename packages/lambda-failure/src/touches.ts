/** Whether a fault is meant for a request: what it matches, and whether the request is of its share. */
import type { Fault, Match } from './fault.ts';
import type { HttpRequest } from './request.ts';
import { type TenantSource, tenantOf } from './tenant.ts';

const steps = 2 ** -32;

/** @param request undefined for an event that is no HTTP request: nothing of it matches anything */
export function matches(match: Match, request: HttpRequest | undefined, tenants: TenantSource | undefined): boolean {
  const { tenant, path, header } = match;
  if (tenant === undefined && path === undefined && header === undefined) return true;
  if (!request) return false;
  return (
    (tenant === undefined || (tenants !== undefined && tenantOf(request, tenants) === tenant)) &&
    (path === undefined || isUnder(path, request.path)) &&
    (header === undefined || carries(header, request))
  );
}

/** The same request, retried by Lambda with its id, is chosen again. Faults of equal seed choose the same requests. */
export const isOfShare = ({ share, seed }: Pick<Fault, 'share' | 'seed'>, requestId: string): boolean =>
  drawn(`${seed}/${requestId}`) < share;

/** Uniform in [0, 1), the same for the same text: FNV-1a, finished by MurmurHash3's mixer. */
export function drawn(text: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return ((h ^ (h >>> 16)) >>> 0) * steps;
}

const isUnder = (pattern: string, path: string): boolean =>
  pattern.endsWith('*') ? path.startsWith(pattern.slice(0, -1)) : path === pattern;

function carries(header: string, request: HttpRequest): boolean {
  const colon = header.indexOf(':');
  if (colon < 0) return request.header(header.trim()) !== undefined;
  return request.header(header.slice(0, colon).trim()) === header.slice(colon + 1).trim();
}
