/** Promotion records: what a stage showed, under the signature of whoever exported it. */
import type { KeyObject } from 'node:crypto';
import { type Promotion, promotion, promotionKind, promotionVersion } from '../../core/rollout/promotion.ts';
import { type Read, readSigned, type SignedDocument, signDocument, signedDocument } from './document.ts';

export type PromotionRecord = SignedDocument<typeof promotionKind, typeof promotionVersion, Promotion>;

const record = signedDocument(promotionKind, promotionVersion, promotion);

/** No record of ours comes near it. */
export const longestRecord = 64 * 1024;

export const signPromotion = (statement: Promotion, key: KeyObject): PromotionRecord =>
  signDocument(promotionKind, promotionVersion, statement, key);

/** Whether it is what was signed; whose key that is, it cannot tell. @param text of the file */
export const readPromotion = (text: string): Read<PromotionRecord> =>
  text.length > longestRecord
    ? { valid: false, why: `it is larger than any promotion record: ${longestRecord} characters are read` }
    : (readSigned(text, record, { version: promotionVersion, what: 'a promotion record' }) as Read<PromotionRecord>);
