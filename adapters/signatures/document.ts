/** A statement under a signature: its shape, its bytes, and whether it is what was signed. */
import { createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import * as z from 'zod/mini';
import { canonicalJson } from '../../core/plan/hash.ts';
import { fingerprintOf, publicPem, readPublicKey } from './key.ts';

const key = z.strictObject({
  algorithm: z.literal('Ed25519'),
  /** SPKI, PEM. */
  publicKey: z.string(),
  /** `SHA256:` and the hex digest of the public key's SPKI in DER. */
  fingerprint: z.string(),
});

export interface SignedDocument<Kind extends string, Version extends number, Statement> {
  readonly kind: Kind;
  readonly schemaVersion: Version;
  readonly key: z.infer<typeof key>;
  readonly statement: Statement;
  /** Base64, over the canonical JSON (sorted keys, no white space, UTF-8) of all the rest. */
  readonly signature: string;
}

/** The version is raised with each change of the statement's shape. */
export const signedDocument = <Kind extends string, Version extends number, S extends z.ZodMiniType>(
  kind: Kind,
  version: Version,
  statement: S,
) =>
  z.strictObject({
    kind: z.literal(kind),
    schemaVersion: z.literal(version),
    key,
    statement,
    signature: z.string(),
  });

/** What is signed: everything but the signature. */
const signedBytes = ({ signature: _, ...rest }: SignedDocument<string, number, unknown>): Buffer =>
  Buffer.from(canonicalJson(rest), 'utf8');

export function signDocument<Kind extends string, Version extends number, Statement>(
  kind: Kind,
  schemaVersion: Version,
  statement: Statement,
  privateKey: KeyObject,
): SignedDocument<Kind, Version, Statement> {
  const publicKey = createPublicKey(privateKey);
  const document = {
    kind,
    schemaVersion,
    key: { algorithm: 'Ed25519', publicKey: publicPem(publicKey), fingerprint: fingerprintOf(publicKey) },
    statement,
    signature: '',
  } as const;
  return { ...document, signature: sign(null, signedBytes(document), privateKey).toString('base64') };
}

/** The bytes of the file. Verification asks for exactly these, so that nothing can hide between them. */
export const rendered = (document: unknown): string => `${JSON.stringify(document, null, 2)}\n`;

export type Read<D> = { readonly valid: true; readonly document: D } | { readonly valid: false; readonly why: string };

const altered = (why: string) => ({ valid: false, why }) as const;

/**
 * Whether it is what was signed, by the key that it names; whose key that is, it cannot tell.
 * @param text of the file
 * @param what it is, for sentences: `evidence`
 */
export function readSigned<D extends SignedDocument<string, number, unknown>>(
  text: string,
  schema: z.ZodMiniType<D>,
  { version, what }: { readonly version: number; readonly what: string },
): Read<D> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return altered('it is not JSON');
  }
  const { schemaVersion } = (value ?? {}) as { readonly schemaVersion?: unknown };
  if (typeof schemaVersion === 'number' && schemaVersion > version)
    return altered(`its schema version is ${schemaVersion}, and this version of squall reads up to ${version}`);
  const shape = schema.safeParse(value);
  if (!shape.success) {
    const [issue] = shape.error.issues;
    return altered(`${issue?.path.join('.') || 'the document'} is not as ${what} has it: ${issue?.message}`);
  }
  if (rendered(value) !== text)
    return altered('its text is not as squall writes it: a name stands twice, or it was formatted anew');
  const why = misfit(shape.data);
  return why === undefined ? { valid: true, document: shape.data } : altered(why);
}

function misfit(found: SignedDocument<string, number, unknown>): string | undefined {
  let own: KeyObject;
  try {
    own = readPublicKey(found.key.publicKey, 'key.publicKey');
  } catch (error) {
    return (error as Error).message;
  }
  if (fingerprintOf(own) !== found.key.fingerprint)
    return `its fingerprint is not that of its key, which is ${fingerprintOf(own)}`;
  const signature = Buffer.from(found.signature, 'base64');
  // Base64 is read with much else between it: one signature has one text.
  const asWritten = signature.toString('base64') === found.signature;
  return asWritten && verify(null, signedBytes(found), own, signature)
    ? undefined
    : 'the signature does not fit: something was changed after it was signed';
}
