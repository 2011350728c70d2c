/** Where a function's requests say whose they are: the function's owner knows, so the function is told. */
import type { HttpRequest } from './request.ts';

/**
 * A header (`{ header: 'x-tenant' }`), a claim of the authorizer (`{ claim: 'custom:tenant' }`),
 * or a place in the path (`{ path: '/tenants/{tenant}/*' }`, with `*` for any rest).
 */
export type TenantSource = { readonly header: string } | { readonly claim: string } | { readonly path: string };

export function tenantOf(request: HttpRequest, source: TenantSource): string | undefined {
  if ('header' in source) return request.header(source.header);
  if ('claim' in source) return request.claim(source.claim);
  const wanted = source.path.split('/');
  const given = request.path.split('/');
  const open = wanted.at(-1) === '*';
  if (open ? given.length < wanted.length - 1 : given.length !== wanted.length) return undefined;
  let tenant: string | undefined;
  for (const [i, part] of (open ? wanted.slice(0, -1) : wanted).entries()) {
    const found = given[i]!;
    if (part === '{tenant}') tenant = decoded(found);
    else if (part !== found && !/^\{.+\}$/.test(part)) return undefined;
  }
  return tenant === '' ? undefined : tenant;
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
