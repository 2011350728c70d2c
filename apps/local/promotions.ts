/** What stages of rollouts showed, in a directory: for all of its timelines, since each run of a rehearsal is a new one. */

import { readPromotion } from '../../adapters/signatures/promotion.ts';
import { openDatabase } from '../../adapters/simulated/database.ts';
import { sqlitePromotions } from '../../adapters/simulated/sqlite-promotions.ts';
import { type ImportOutcome, importPromotion } from '../../core/rollout/import.ts';
import type { StageOutcome } from '../../core/rollout/outcome.ts';
import { type OpenPlatform, openPlatform, platformFile } from './directory.ts';

/** Reading never makes a directory: one in which nothing was ever run knows nothing. */
export async function promotionsKnown(directory: string): Promise<readonly StageOutcome[]> {
  const platform = openPlatform(directory);
  try {
    return platform ? await promotionsIn(platform) : [];
  } finally {
    platform?.close();
  }
}

export const promotionsIn = ({ database }: OpenPlatform): Promise<readonly StageOutcome[]> =>
  sqlitePromotions(database).list();

/**
 * Keeps the record of a stage elsewhere. Beside whoever owns the directory: what is imported
 * concerns no run that is under way.
 * @param trusted fingerprint of the key that it must be signed with
 */
export async function importLocally(
  directory: string,
  document: string,
  by: string,
  trusted?: string,
): Promise<ImportOutcome> {
  const read = readPromotion(document);
  if (!read.valid) return { imported: false, why: read.why };
  const { statement, key } = read.document;
  const trust = trusted === undefined ? [] : [{ environment: statement.stage.environment, key: trusted }];
  const here = { stage: { environment: 'a rehearsal', platform: 'simulated' }, trust, now: Date.now() } as const;
  const database = openDatabase(platformFile(directory));
  try {
    return await importPromotion({ statement, key: key.fingerprint }, by, here, sqlitePromotions(database));
  } finally {
    database.close();
  }
}
