import type { TrackerEntry } from '../monkey/tracker-events.ts';

/** Event buses that are told what becomes of kills. No port of the lifecycle. */
export interface TrackerBuses {
  /** At least once. @throws when a bus has not taken one of them: others may have been taken */
  put(entries: readonly TrackerEntry[]): Promise<void>;
}
