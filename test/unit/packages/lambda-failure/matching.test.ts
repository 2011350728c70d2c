/** Which requests a fault touches: tenant, path, header, share. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { httpRequestOf } from '../../../../packages/lambda-failure/src/request.ts';
import { type TenantSource, tenantOf } from '../../../../packages/lambda-failure/src/tenant.ts';
import { isOfShare, matches } from '../../../../packages/lambda-failure/src/touches.ts';
import { exception, host, httpEvent, written } from './setup.ts';

const byTenant: TenantSource = { header: 'X-Tenant' };
const request = httpRequestOf(httpEvent('/tenants/acme/orders', { 'x-tenant': 'acme', accept: 'text/html' }))!;

describe('a fault touches', () => {
  it.each<[object, TenantSource | undefined, boolean]>([
    [{}, undefined, true],
    [{ tenant: 'acme' }, byTenant, true],
    [{ tenant: 'other' }, byTenant, false],
    [{ tenant: 'acme' }, undefined, false],
    [{ path: '/tenants/acme/orders' }, undefined, true],
    [{ path: '/tenants/acme' }, undefined, false],
    [{ path: '/tenants/*' }, undefined, true],
    [{ path: '/other/*' }, undefined, false],
    [{ header: 'ACCEPT' }, undefined, true],
    [{ header: 'accept: text/html' }, undefined, true],
    [{ header: 'accept: application/json' }, undefined, false],
    [{ header: 'absent' }, undefined, false],
    [{ tenant: 'acme', path: '/tenants/*', header: 'accept' }, byTenant, true],
    [{ tenant: 'acme', path: '/tenants/*', header: 'absent' }, byTenant, false],
  ])('what matches %j, tenants by %j: %s', (match, tenants, touched) => {
    expect(matches(match, request, tenants)).toBe(touched);
  });

  it('events that are no HTTP requests only where it asks for nothing of theirs', () => {
    expect(matches({}, undefined, byTenant)).toBe(true);
    for (const match of [{ tenant: 'acme' }, { path: '*' }, { header: 'accept' }])
      expect(matches(match, undefined, byTenant)).toBe(false);
  });

  it.each<[TenantSource, string | undefined]>([
    [{ claim: 'custom:tenant' }, 'acme'],
    [{ claim: 'absent' }, undefined],
    [{ header: 'x-tenant' }, 'acme'],
    [{ path: '/tenants/{tenant}/orders' }, 'acme'],
    [{ path: '/tenants/{tenant}/*' }, 'acme'],
    [{ path: '/{any}/{tenant}/*' }, 'acme'],
    [{ path: '/tenants/{tenant}' }, undefined],
    [{ path: '/shops/{tenant}/*' }, undefined],
  ])('the tenant by %j: %s', (source, tenant) => {
    expect(tenantOf(request, source)).toBe(tenant);
  });

  it('claims wherever an authorizer puts them', () => {
    for (const authorizer of [
      { jwt: { claims: { t: 'a' } } },
      { claims: { t: 'a' } },
      { lambda: { t: 'a' } },
      { t: 'a' },
    ]) {
      const event = { ...httpEvent(), requestContext: { http: {}, authorizer } };
      expect(httpRequestOf(event)?.claim('t')).toBe('a');
    }
    expect(httpRequestOf(httpEvent())?.claim('constructor')).toBeUndefined();
  });

  it('no event of any other kind, whatever is in it', () => {
    fc.assert(
      fc.property(fc.anything(), (event) => {
        const read = httpRequestOf(event);
        return read === undefined || typeof read.path === 'string';
      }),
    );
  });

  it('its share of the requests, the same ones each time, and all of a smaller share in a larger one', () => {
    const ids = Array.from({ length: 20_000 }, (_, i) => `request-${i}`);
    const chosen = (share: number, seed = 'run-1') => ids.filter((id) => isOfShare({ share, seed }, id));
    expect(chosen(0.1).length / ids.length).toBeCloseTo(0.1, 1);
    const larger = new Set(chosen(0.25));
    expect(chosen(0.1).every((id) => larger.has(id))).toBe(true);
    expect(chosen(1)).toHaveLength(ids.length);
    const other = new Set(chosen(0.1, 'run-2'));
    expect(chosen(0.1).filter((id) => other.has(id)).length).toBeLessThan(400);
  });

  it('each request by each of the faults that stand, of whatever runs', async () => {
    const two = host({ tenant: byTenant });
    two.parameters.set('a', written({ kind: 'latency', milliseconds: 10, jitter: 0 }, { match: { tenant: 'acme' } }));
    two.parameters.set('b', written(exception, { run: 'run-2', match: { tenant: 'other' } }));
    expect(await two.invoke(httpEvent('/', { 'x-tenant': 'acme' }))).toMatchObject({ statusCode: 200 });
    await expect(two.invoke(httpEvent('/', { 'x-tenant': 'other' }))).rejects.toThrow('no route');
    expect(await two.invoke(httpEvent('/', { 'x-tenant': 'third' }))).toEqual({ statusCode: 200, body: '{"ok":true}' });
    expect(two.slept).toEqual([10]);
  });
});
