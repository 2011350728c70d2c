/** A statement, signed: what evidence is. */
import type { KeyObject } from 'node:crypto';
import { signDocument } from '../../../adapters/signatures/document.ts';
import { redact } from '../../../core/secrets/redact.ts';
import { type Evidence, kind, type Statement, schemaVersion } from './schema.ts';

/** Texts of strangers (reasons, names) pass the same filter as those of a report: no secret is signed. */
export const signed = (statement: Statement, key: KeyObject): Evidence =>
  signDocument(kind, schemaVersion, redact(statement), key);
