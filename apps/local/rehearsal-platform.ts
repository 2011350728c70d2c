/** A platform in memory, for what is asked before a run: nothing of it reaches the disk. */
import { memoryControlPlane } from '../../adapters/simulated/memory-control-plane.ts';
import { memoryHistory } from '../../adapters/simulated/memory-history.ts';
import type { Platform } from './directory.ts';

/** One timeline's worth: each call is a platform of its own. */
export function rehearsalPlatform(): Platform {
  const history = memoryHistory();
  return { store: memoryControlPlane(), history: () => history, token: 'rehearsal', keepsWorlds: false, beat() {} };
}
