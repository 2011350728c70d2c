import { NotSimulated } from '../cloud.ts';
import type { Parameters } from './parameters.ts';

/**
 * A function's errors are counted where it is asked, before any work.
 * @param usual what the action takes when nothing is said
 * @throws NotSimulated for an error that follows the work
 */
export function beforeWork(of: string, read: Parameters, usual?: 'true'): void {
  if (read.boolean('preventExecution', usual === undefined ? undefined : true)) return;
  throw new NotSimulated(
    `the simulator does not model ${of} with preventExecution "false": an error that follows the function's work would be missing from its errors`,
  );
}
