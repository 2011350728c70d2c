/**
 * Workers that write and read all the while, and what their files take of the disk. It serves
 * whoever waits in turn: what a request reads or writes takes n + 1 times as long beside n
 * workers (processor sharing with n jobs that never end). What its scheduler prefers, and
 * what the page cache saves, is not modelled.
 */
import { NotSimulated } from '../cloud.ts';
import type { Effect } from './effect.ts';
import type { FaultRequest } from './fault.ts';
import { groupOf } from './nodes.ts';
import { requireDisk } from './pressure.ts';

/** @param free share of the free space that the workers' files take. @throws NotSimulated where the world does not say enough of a disk */
export function busyDisk(
  of: string,
  on: readonly string[],
  workers: number,
  free: number,
  request: FaultRequest,
): readonly Effect[] {
  return on.flatMap((arn): readonly Effect[] => {
    requireDisk(of, arn, request);
    const { id, instance } = groupOf(of, arn, request);
    const { time, used } = instance.disk!;
    if (time === undefined)
      throw new NotSimulated(
        `the simulator does not model ${of} on ${id}: the world does not say what its requests wait for the disk`,
      );
    return [
      { kind: 'disk-latency', on: [arn], share: 1, milliseconds: workers * time },
      { kind: 'disk-fill', on: [arn], share: used + free * (1 - used) },
    ];
  });
}
