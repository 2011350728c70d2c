/** What stages of rollouts showed, in a directory: for all of its timelines, since each run of a rehearsal is a new one. */
import { openDatabase } from '../../adapters/simulated/database.ts';
import { sqlitePromotions } from '../../adapters/simulated/sqlite-promotions.ts';
import type { Kept } from '../../core/ports/promotions.ts';
import type { ImportedOutcome, StageOutcome } from '../../core/rollout/outcome.ts';
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

/** Beside whoever owns the directory: what is imported concerns no run that is under way. */
export async function keepPromotion(directory: string, outcome: ImportedOutcome): Promise<Kept> {
  const database = openDatabase(platformFile(directory));
  try {
    return await sqlitePromotions(database).keep(outcome);
  } finally {
    database.close();
  }
}
