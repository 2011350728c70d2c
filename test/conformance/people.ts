/** Users with access keys in moto, which then checks every signature, as AWS does. */
import type { Moto } from './moto.ts';
import { motoRegion } from './moto.ts';

export interface Keys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

const everything = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
});

/** IAM's query API: the SDK's client of it is no dependency of ours. */
async function iam({ endpoint }: Moto, action: string, parameters: Readonly<Record<string, string>>): Promise<string> {
  const answer = await fetch(endpoint, {
    method: 'POST',
    headers: { authorization: `AWS4-HMAC-SHA256 Credential=suite/20260101/${motoRegion}/iam/aws4_request` },
    body: new URLSearchParams({ Action: action, Version: '2010-05-08', ...parameters }),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`IAM ${action}: ${text}`);
  return text;
}

/** Who may do everything: what matters here is who they are. */
export async function makeUser(moto: Moto, name: string): Promise<Keys> {
  await iam(moto, 'CreateUser', { UserName: name });
  const policy = { UserName: name, PolicyName: 'everything', PolicyDocument: everything };
  await iam(moto, 'PutUserPolicy', policy);
  const text = await iam(moto, 'CreateAccessKey', { UserName: name });
  const one = (field: string) => new RegExp(`<${field}>([^<]+)</${field}>`).exec(text)?.[1] ?? '';
  return { accessKeyId: one('AccessKeyId'), secretAccessKey: one('SecretAccessKey') };
}

export async function makeRole(moto: Moto, name: string): Promise<void> {
  const trust = { Statement: [{ Effect: 'Allow', Principal: { AWS: '*' }, Action: 'sts:AssumeRole' }] };
  await iam(moto, 'CreateRole', { RoleName: name, AssumeRolePolicyDocument: JSON.stringify(trust) });
}

/** From now on a request with a wrong signature, or with keys that nobody has, is refused. */
export async function checkSignatures({ endpoint }: Moto): Promise<void> {
  const answer = await fetch(`${endpoint}/moto-api/reset-auth`, { method: 'POST', body: '0' });
  if (!answer.ok) throw new Error(`moto did not turn its checks on: ${answer.status}`);
}
