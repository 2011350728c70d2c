/** A platform in memory, for what is asked before a run: nothing of it reaches the disk. */
import { memoryControlPlane } from '../../adapters/simulated/memory-control-plane.ts';
import { memoryHistory } from '../../adapters/simulated/memory-history.ts';
import { emptyTables } from '../../adapters/simulated/memory-tables.ts';
import { outcomeKey, type StageOutcome } from '../../core/rollout/outcome.ts';
import type { Platform } from './directory.ts';

/**
 * One timeline's worth: each call is a platform of its own.
 * @param promotions what it knows of the stages of rollouts
 */
export function rehearsalPlatform(promotions: readonly StageOutcome[] = []): Platform {
  const known = new Map(promotions.map((outcome) => [outcomeKey(outcome), outcome]));
  const history = memoryHistory({ ...emptyTables(), promotions: known });
  return { store: memoryControlPlane(), history: () => history, token: 'rehearsal', keepsWorlds: false, beat() {} };
}
