/** A proof of identity is held to one form, and STS's answer to another. Nothing is sent here. */
import { STSClient } from '@aws-sdk/client-sts';
import { describe, expect, test, vi } from 'vitest';
import { wrongWithProof } from '../../../../adapters/aws/identity-check.ts';
import { type IdentityProof, identityProof, stsEndpoint } from '../../../../adapters/aws/identity-proof.ts';
import { proveIdentity } from '../../../../adapters/aws/proven-identity.ts';

const region = 'eu-central-1';
const audience = {
  act: 'approve',
  account: '111122223333',
  region,
  stage: 'staging',
  runId: 'run-1',
  planHash: 'a'.repeat(64),
} as const;
const host = `sts.${region}.amazonaws.com`;
const sts = (given = region) =>
  new STSClient({
    region: given,
    credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret', sessionToken: 'token' },
  });
const proof = await identityProof(sts(), audience);
const now = Date.now();
const wrong = (changed: IdentityProof, at = now) => wrongWithProof(changed, { host, audience, now: at });
const withHeader = (name: string, value: string): IdentityProof => ({
  ...proof,
  headers: { ...proof.headers, [name]: value },
});

describe('a proof', () => {
  test('as the SDK signs it is accepted, and carries no key', () => {
    expect(wrong(proof)).toBeUndefined();
    expect(proof.body).toBe('Action=GetCallerIdentity&Version=2011-06-15');
    expect(JSON.stringify(proof)).not.toContain('"secret"');
  });

  test('of an approval acknowledges nothing, nor the other way round', async () => {
    const acknowledging = { ...audience, act: 'acknowledge' } as const;
    const meant = await identityProof(sts(), acknowledging);
    expect(wrongWithProof(meant, { host, audience: acknowledging, now: Date.now() })).toBeUndefined();
    expect(wrong(meant)).toContain('another platform');
    expect(wrongWithProof(proof, { host, audience: acknowledging, now })).toContain('another platform');
  });

  test('is made for the endpoint that the SDK would ask', async () => {
    expect(await stsEndpoint(sts())).toEqual({ url: `https://${host}/`, host });
    const local = new STSClient({ region, endpoint: 'http://127.0.0.1:5000', credentials: sts().config.credentials });
    expect(await stsEndpoint(local)).toEqual({ url: 'http://127.0.0.1:5000/', host: '127.0.0.1:5000' });
  });

  test.each([
    ['another action', { ...proof, body: proof.body.replace('GetCallerIdentity', 'GetSessionToken') }],
    ['a second action', { ...proof, body: `${proof.body}&Action=GetSessionToken` }],
    ['an answer in JSON', withHeader('accept', 'application/json')],
    ['another host', withHeader('host', 'sts.example')],
    ['a host under ours', withHeader('host', `${host}.example`)],
    ['another run', withHeader('x-squall-approval', 'approve 111122223333 eu-central-1 staging run-2 a')],
    ['a kind of body that is none', withHeader('content-type', 'application/json')],
    ['another length', withHeader('content-length', '1')],
    ['a broken line', withHeader('x-amz-user-agent', 'a\r\naccept: application/json')],
    ['a header in another case', withHeader('Host', host)],
    ['a header that is not signed', withHeader('user-agent', 'anything')],
    ['no signature', withHeader('authorization', '')],
    ['another service', withHeader('authorization', (proof.headers.authorization ?? '').replace('/sts/', '/s3/'))],
    [
      'another Region',
      withHeader('authorization', (proof.headers.authorization ?? '').replaceAll(region, 'us-east-1')),
    ],
    [
      'a binding that is not signed',
      withHeader('authorization', (proof.headers.authorization ?? '').replace(';x-squall-approval', '')),
    ],
  ])('with %s is not sent', (_what, changed) => {
    expect(wrong(changed)).toEqual(expect.any(String));
  });

  test('that has another header signed is not sent either', async () => {
    const client = sts();
    client.middlewareStack.add(
      (next) => (args) => {
        Object.assign((args.request as { headers: object }).headers, { accept: 'application/json' });
        return next(args);
      },
      { step: 'build' },
    );
    const signed = await identityProof(client, audience);
    expect(signed.headers.authorization).toContain('SignedHeaders=accept;');
    expect(wrong(signed)).toContain('not a part of it');
  });

  test('is good for five minutes', () => {
    const minute = 60_000;
    expect(wrong(proof, now + 4 * minute)).toBeUndefined();
    expect(wrong(proof, now + 6 * minute)).toContain('older than five minutes');
    expect(wrong(proof, now - 2 * minute)).toContain('set the clock');
    expect(wrong(withHeader('x-amz-date', 'now'))).toEqual(expect.any(String));
  });

  test('for another Region of the platform does not fit', async () => {
    expect(wrong(await identityProof(sts('us-east-1'), audience))).toContain('not signed for STS in eu-central-1');
  });
});

describe('the answer of STS', () => {
  const identity = (result: string) =>
    `<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult>${result}</GetCallerIdentityResult><ResponseMetadata/></GetCallerIdentityResponse>`;
  const arn = 'arn:aws:iam::111122223333:user/bob';
  const bob = `<Arn>${arn}</Arn><UserId>AIDA</UserId><Account>111122223333</Account>`;
  const asked = (status: number, text: string) => {
    const fetch = vi.fn(async () => new Response(text, { status }));
    const endpoint = async () => ({ url: `https://${host}/`, host });
    return { fetch, answer: () => proveIdentity({ endpoint, now: () => now, fetch })(proof, audience) };
  };

  test('names who signed; it was asked once, at our own endpoint, and followed nowhere', async () => {
    const { fetch, answer } = asked(200, identity(bob));
    expect(await answer()).toEqual({ proven: true, arn, account: '111122223333' });
    expect(fetch).toHaveBeenCalledExactlyOnceWith(
      `https://${host}/`,
      expect.objectContaining({ method: 'POST', redirect: 'error', body: proof.body }),
    );
  });

  test.each([
    ['JSON', 200, JSON.stringify({ GetCallerIdentityResponse: identity(bob) })],
    ['another response around it', 200, `<AssumeRoleResponse><Subject>${identity(bob)}</Subject></AssumeRoleResponse>`],
    ['two identities', 200, identity(`${bob}<Arn>arn:aws:iam::111122223333:user/ada</Arn>`)],
    ['no account', 200, identity(`<Arn>${arn}</Arn>`)],
    ['an account that is not the ARN’s', 200, identity(bob.replace('<Account>1', '<Account>9'))],
    ['a refusal', 403, '<ErrorResponse><Error><Code>InvalidClientTokenId</Code></Error></ErrorResponse>'],
  ])('%s is no identity', async (_what, status, text) => {
    expect(await asked(status, text).answer()).toMatchObject({ proven: false });
  });

  test('that does not come says nothing about anybody', async () => {
    await expect(asked(503, '').answer()).rejects.toMatchObject({ name: 'Unavailable' });
    await expect(asked(429, '').answer()).rejects.toMatchObject({ name: 'Unavailable' });
    const endpoint = async () => ({ url: `https://${host}/`, host });
    const gone = proveIdentity({ endpoint, now: () => now, fetch: () => Promise.reject(new Error('reset')) });
    await expect(gone(proof, audience)).rejects.toMatchObject({ name: 'Unavailable' });
  });
});
