/**
 * Who someone is, in a form that another can check: a request for `sts:GetCallerIdentity`,
 * signed by them and not sent. Whoever is given it sends it to STS and learns whose
 * signature it is, and nothing else: the signature fits this one request.
 */
import { GetCallerIdentityCommand, type STSClient } from '@aws-sdk/client-sts';
import { sha256Hex } from '../../core/plan/hash.ts';
import type { Scope } from '../../core/ports/switches.ts';

/** What the proof is for: what it lets its holder do, once. It is signed with the rest, so that it fits nothing else. */
export type Audience = {
  /** Account and Region of the platform. */
  readonly account: string;
  readonly region: string;
  readonly stage: string;
} & (
  | {
      readonly act: 'approve' | 'acknowledge';
      /** Of the run. */
      readonly runId: string;
      readonly planHash: string;
    }
  | { readonly act: 'stop' | 'resume'; readonly scope: Scope; readonly reason: string }
  /** Text of a promotion record. */
  | { readonly act: 'import'; readonly document: string }
);

export interface IdentityProof {
  /** Names in lower case: those that are signed, and `authorization`. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Where a client of STS sends its requests. */
export interface StsEndpoint {
  readonly url: string;
  /** As the header says it: with the port, unless that is the protocol's own. */
  readonly host: string;
}

/** The SDK made a request in a form that we do not know. */
export class NotSigned extends Error {
  override readonly name = 'NotSigned';
}

export const audienceHeader = 'x-squall-approval';

export function audienceText(audience: Audience): string {
  const { act, account, region, stage } = audience;
  // A header takes no text of people's as it is.
  const about =
    audience.act === 'import'
      ? sha256Hex(audience.document)
      : 'scope' in audience
        ? sha256Hex(JSON.stringify([audience.scope, audience.reason]))
        : `${audience.runId} ${audience.planHash}`;
  return `${act} ${account} ${region} ${stage} ${about}`;
}

/** `SignedHeaders=a;b` of an Authorization header. */
export const signedHeaders = (authorization: string): readonly string[] =>
  /\bSignedHeaders=([^,\s]+)/.exec(authorization)?.[1]?.split(';') ?? [];

interface SignedRequest {
  readonly protocol: string;
  readonly hostname: string;
  readonly port?: number;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/**
 * @param sts with the credentials of whoever approves or acknowledges, in the Region of the platform: STS
 *   is then asked there, and the signature fits that host alone
 * @throws NotSigned, or what the SDK throws when there are no credentials
 */
export async function identityProof(sts: STSClient, audience: Audience): Promise<IdentityProof> {
  const { headers, body } = await unsent(sts, { [audienceHeader]: audienceText(audience) });
  const names = ['authorization', ...signedHeaders(headers.authorization ?? '')];
  const kept = names.map((name) => [name, headers[name] ?? ''] as const);
  if (typeof body !== 'string' || kept.some(([, value]) => value === ''))
    throw new NotSigned('the SDK signed a request for GetCallerIdentity in a form that is not known here');
  return { headers: Object.fromEntries(kept), body };
}

/** By the SDK's own rules, so that both sides agree: the Region's endpoint, or `AWS_ENDPOINT_URL`. */
export async function stsEndpoint(sts: STSClient): Promise<StsEndpoint> {
  const { protocol, path, headers } = await unsent(sts, {});
  const host = headers.host ?? '';
  return { url: `${protocol}//${host}${path}`, host };
}

/** Signed and caught on its way out. */
async function unsent(sts: STSClient, headers: Readonly<Record<string, string>>): Promise<SignedRequest> {
  const command = new GetCallerIdentityCommand({});
  let caught: SignedRequest | undefined;
  command.middlewareStack.add(
    (next) => (args) => {
      Object.assign((args.request as { headers: Record<string, string> }).headers, headers);
      return next(args);
    },
    { step: 'build' },
  );
  command.middlewareStack.add(
    () => async (args) => {
      caught = args.request as SignedRequest;
      return { output: { $metadata: {} }, response: {} };
    },
    { step: 'finalizeRequest', priority: 'low' },
  );
  await sts.send(command);
  if (!caught) throw new NotSigned('the SDK made no request for GetCallerIdentity');
  const lowered = Object.entries(caught.headers).map(([name, value]) => [name.toLowerCase(), value]);
  return { ...caught, headers: Object.fromEntries(lowered) };
}
