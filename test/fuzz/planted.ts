/** Secrets of the kinds that meet a chaos tool, in the words in which they meet it. */
import fc from 'fast-check';

const letters = (alphabet: string, minLength: number, maxLength: number) =>
  fc.string({ unit: fc.constantFrom(...alphabet), minLength, maxLength });
const base64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const word = 'abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789';

const keyId = fc
  .tuple(fc.constantFrom('AKIA', 'ASIA'), letters('ABCDEFGHIJKLMNOPQRSTUVWXYZ234567', 16, 16))
  .map(([kind, rest]) => kind + rest);
const sessionToken = fc
  .tuple(fc.constantFrom('IQoJb3JpZ2lu', 'FwoGZXIvYXdz'), letters(base64, 60, 300))
  .map((parts) => parts.join(''));
const webToken = fc
  .tuple(letters(word, 20, 40), letters(word, 20, 40), letters(word, 20, 40))
  .map(([head, body, mark]) => `eyJ${head}.eyJ${body}.${mark}`);
const opaque = letters(word, 16, 40);

export interface Planted {
  readonly secret: string;
  readonly text: string;
}

const planted = (secret: fc.Arbitrary<string>, ...contexts: readonly ((secret: string) => string)[]) =>
  fc.tuple(secret, fc.constantFrom(...contexts)).map(([it, inText]): Planted => ({ secret: it, text: inText(it) }));

/** Each text as an error message, a header, a URL, a tag or a parameter of others has it. */
export const plantedText: fc.Arbitrary<Planted> = fc.oneof(
  planted(
    keyId,
    (it) => `The AWS Access Key Id ${it} is not subject to a service subscription`,
    (it) => `AWS4-HMAC-SHA256 Credential=${it}/20260303/eu-central-1/fis/aws4_request, SignedHeaders=host`,
    (it) => `key=${it}`,
  ),
  planted(
    sessionToken,
    (it) => `The security token included in the request is expired: ${it}`,
    (it) => `x-amz-security-token: ${it}`,
    (it) => `{"SessionToken":"${it}","Expiration":"2026-03-03T10:00:00Z"}`,
  ),
  planted(
    sessionToken.map(encodeURIComponent),
    (it) => `https://sqs.eu-central-1.amazonaws.com/?X-Amz-Security-Token=${it}&X-Amz-Expires=60`,
    (it) => `expired: ${it}`,
  ),
  planted(
    webToken,
    (it) => `authorization: Bearer ${it}`,
    (it) => `id ${it} was not accepted`,
    (it) => `cookie: session=${it}`,
  ),
  planted(
    opaque,
    (it) => `https://ada:${it}@shop.example/health did not answer`,
    (it) => `GET https://shop.example/health?access_token=${it}&deep=1 answered 401`,
    (it) => `Authorization: Bearer ${it}`,
    (it) => `Authorization: Basic ${it}`,
    (it) => `aws_secret_access_key = ${it}`,
    (it) => `AWS_SESSION_TOKEN=${it} squall run`,
    (it) => `{"DbPassword": "${it}", "Interface": "eth0"}`,
    (it) => `password: ${it}`,
    (it) => `x-api-key: ${it}`,
    (it) => `ghp_${it} expired`,
    (it) => `X-Amz-Signature=${it}&X-Amz-Date=20260303T093000Z`,
  ),
);

/** Names under which a value alone is a secret. */
export const secretName = fc.constantFrom(
  'password',
  'DbPassword',
  'api_key',
  'apiToken',
  'AWS_SECRET_ACCESS_KEY',
  'Authorization',
  'client-secret',
);
export { opaque };
