/** A record of another platform, kept if its key is trusted for its environment and nothing newer is known. */
import type { Promotions } from '../ports/promotions.ts';
import { showsHeld } from './outcome.ts';
import { outcomeIn, type Promotion } from './promotion.ts';
import { type Importing, untrusted } from './trust.ts';

export type ImportOutcome =
  | {
      readonly imported: true;
      readonly by: string;
      readonly promotion: Promotion;
      /** Whether the next stage may be run by it: one that did not hold takes that away. */
      readonly held: boolean;
    }
  | { readonly imported: false; readonly why: string };

/** A record whose signature was checked. */
export interface Signed {
  readonly statement: Promotion;
  /** Fingerprint of its key. */
  readonly key: string;
}

/** @param by who imports it */
export async function importPromotion(
  { statement, key }: Signed,
  by: string,
  here: Importing,
  promotions: Pick<Promotions, 'keep'>,
): Promise<ImportOutcome> {
  const why = untrusted(statement, key, here);
  if (why !== undefined) return { imported: false, why };
  const kept = await promotions.keep(outcomeIn(statement, { by, at: here.now, key }));
  if (kept.kept) return { imported: true, by, promotion: statement, held: showsHeld(statement) };
  const { runId, verdict, imported } = kept.standing;
  const when = imported ? `, signed at ${new Date(imported.signedAt).toISOString()}` : '';
  return {
    imported: false,
    why: `a newer record of that stage is known: run ${runId}, ${verdict}${when}. Export that stage again`,
  };
}
