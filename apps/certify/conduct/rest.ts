/** Brings the fleet to rest after something went wrong, however often a look fails meanwhile. */
import type { Millis } from '../../../core/ports/clock.ts';
import type { Exercise } from '../exercise.ts';
import type { Context } from './context.ts';
import { settle } from './disturb.ts';

/** Undo, proof and steady state of a run that has been asked to stop. */
const untilRest: Millis = 45 * 60_000;

/**
 * Asks for the stop as a person would, and waits until the run is concluded and the
 * provider shows no fault of it.
 * @returns why that could not be seen, or undefined
 */
export async function bringToRest(runId: string, exercise: Exercise, context: Context): Promise<string | undefined> {
  const { rig, by, tell } = context;
  const { ports } = rig;
  const until = ports.clock.now() + untilRest;
  let asked = false;
  let trouble = 'the run is not concluded';
  tell({ type: 'seen', at: ports.clock.now(), what: 'bringing the fleet to rest' });
  do {
    try {
      const record = await ports.runs.load(runId);
      if (record?.terminal && (await rig.activeFaults(runId)).length === 0) {
        await settle(exercise, rig);
        return undefined;
      }
      if (record && !record.terminal && !asked) {
        await rig.stopAsPerson(runId, by, 'squall certify brings the fleet to rest');
        asked = true;
      }
      trouble = record?.terminal ? 'a fault is still active' : 'the run is not concluded';
    } catch (error) {
      trouble = (error as Error).message;
    }
    await rig.wait(rig.lookEvery);
  } while (ports.clock.now() < until);
  return `${runId} did not come to rest within ${untilRest / 60_000} minutes: ${trouble}`;
}
