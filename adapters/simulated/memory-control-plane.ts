/** For accounts that are gone with their process: nothing of the platform is kept, and there is nothing to load. */
import type { ControlPlaneStore } from './control-plane-store.ts';

/** What an account keeps of its platform, and what its driver asks of it. */
export type PlatformMemory = Omit<ControlPlaneStore, 'createTimeline' | 'timeline' | 'timelines' | 'putRequest'>;

export function memoryControlPlane(): PlatformMemory {
  return {
    saveCloud() {},
    savedAt: () => undefined,
    loadCloud: () => undefined,
    // An account of one process remembers its own executions and deadlines.
    startExecution: () => true,
    endExecution() {},
    execution: () => undefined,
    executions: () => [],
    abandonExecutions: () => [],
    armDeadline() {},
    disarmDeadline() {},
    deadlines: () => [],
    takeRequests: () => [],
  };
}
