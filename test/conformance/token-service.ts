/**
 * STS in front of moto, which lets anyone be any role: what AWS asks of AssumeRole is asked
 * here, the role's existence and its external id. Who trusts whom is asked by nobody.
 */
import { passedOn, type Served, serve } from './passing-on.ts';
import { recordAnswer } from './recorded-calls.ts';
import { violate } from './violations.ts';

export interface Assumed {
  readonly RoleArn: string;
  readonly ExternalId: string | undefined;
  readonly RoleSessionName: string;
  readonly DurationSeconds: string;
}

export interface TokenService extends Served {
  /** Every AssumeRole that was asked for, in order. */
  readonly asked: Assumed[];
}

/** @param roles that exist, each with its external id; read anew for every request */
export async function startTokenService(
  upstream: string,
  roles: Readonly<Record<string, string>>,
): Promise<TokenService> {
  const asked: Assumed[] = [];
  const served = await serve(
    async (request, sent) => {
      const form = Object.fromEntries(new URLSearchParams(sent.toString()));
      if (!/\/sts\/aws4_request/.test(request.headers.authorization ?? '') || form.Action !== 'AssumeRole')
        return passedOn(request, upstream, sent);
      const { RoleArn = '', ExternalId, RoleSessionName = '', DurationSeconds = '' } = form;
      asked.push({ RoleArn, ExternalId, RoleSessionName, DurationSeconds });
      if (roles[RoleArn] !== undefined && roles[RoleArn] === ExternalId) return passedOn(request, upstream, sent);
      recordAnswer(request, { by: 'gateway', service: 'sts', operation: 'AssumeRole', status: 403 });
      return { status: 403, headers: { 'content-type': 'text/xml' }, body: Buffer.from(denied(RoleArn)) };
    },
    (error) => violate(`the token service failed: ${error.stack}`),
  );
  return { ...served, asked };
}

const denied = (role: string): string =>
  `<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>Sender</Type><Code>AccessDenied</Code><Message>User is not authorized to perform: sts:AssumeRole on resource: ${role}</Message></Error><RequestId>00000000</RequestId></ErrorResponse>`;
