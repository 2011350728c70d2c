/**
 * What a proof of identity must look like before it is sent to STS. All of it is fixed but
 * the signature and who signed: another host, another action, another header could make
 * STS answer something that only looks like an identity (as CVE-2020-16250 did elsewhere).
 */
import type { Instant, Millis } from '../../core/ports/clock.ts';
import { type Audience, audienceHeader, audienceText, type IdentityProof, signedHeaders } from './identity-proof.ts';

export interface Expected {
  /** Of our own endpoint. */
  readonly host: string;
  readonly audience: Audience;
  readonly now: Instant;
}

/** STS itself takes a signature for fifteen minutes. */
const oldest: Millis = 5 * 60_000;
/** The signer's clock may be ahead of ours. */
const youngest: Millis = -60_000;

const action = 'Action=GetCallerIdentity&Version=2011-06-15';
const form = /^application\/x-www-form-urlencoded(; charset=utf-8)?$/i;

/** What the SDK signs, and nothing that changes the form of the answer. */
const known = new Set([
  'amz-sdk-invocation-id',
  'amz-sdk-request',
  'authorization',
  'content-length',
  'content-type',
  'host',
  'user-agent',
  'x-amz-content-sha256',
  'x-amz-date',
  'x-amz-security-token',
  'x-amz-user-agent',
  audienceHeader,
]);
const required = ['host', 'x-amz-date', 'content-type', audienceHeader];
const printable = /^[\x20-\x7e]{1,8192}$/;

/** One clause for people, which repeats nothing of the proof; undefined when it may be sent. */
export function wrongWithProof({ headers, body }: IdentityProof, expected: Expected): string | undefined {
  const names = Object.keys(headers);
  const { authorization = '', host, 'x-amz-date': date = '' } = headers;
  const signed = signedHeaders(authorization);
  if (body !== action) return 'it asks for something other than GetCallerIdentity';
  if (!names.every((name) => known.has(name))) return 'it carries a header that is not a part of it';
  if (!Object.values(headers).every((value) => printable.test(value))) return 'one of its headers is malformed';
  if (!signature(expected.audience.region, date).test(authorization))
    return `it is not signed for STS in ${expected.audience.region}`;
  if (!names.every((name) => name === 'authorization' || signed.includes(name)))
    return 'one of its headers is not signed';
  if (!required.every((name) => signed.includes(name) && headers[name] !== undefined))
    return `one of ${required.join(', ')} is not signed`;
  if (host !== expected.host) return `it is made for another host than ${expected.host}`;
  if (!form.test(headers['content-type'] ?? '')) return 'its body is of another kind';
  if ((headers['content-length'] ?? String(body.length)) !== String(body.length)) return 'its body has another length';
  const age = expected.now - instantOf(date);
  if (!(age <= oldest)) return `it is older than five minutes: ${expected.audience.act} again`;
  if (age < youngest) return 'it is made for a later time: set the clock of the machine that made it';
  if (headers[audienceHeader] !== audienceText(expected.audience))
    return 'it is made for another platform, run or plan';
  return undefined;
}

/** `AWS4-HMAC-SHA256 Credential=AKIA…/20261121/eu-central-1/sts/aws4_request, SignedHeaders=…, Signature=…` */
const signature = (region: string, date: string): RegExp => {
  const scope = `${/^\d{8}/.exec(date)?.[0] ?? 'no date'}/${region}/sts/aws4_request`;
  return new RegExp(
    `^AWS4-HMAC-SHA256 Credential=\\w{4,128}/${scope}, ?SignedHeaders=[a-z0-9;-]+, ?Signature=[0-9a-f]{64}$`,
  );
};

/** `20261121T153419Z` in milliseconds since 1970; NaN for anything else. */
function instantOf(date: string): Instant {
  const [, y, m, d, h, min, s] = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(date) ?? [];
  return s === undefined ? Number.NaN : Date.parse(`${y}-${m}-${d}T${h}:${min}:${s}Z`);
}
