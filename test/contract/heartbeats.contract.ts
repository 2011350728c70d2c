/** What every adapter keeps of heartbeats. */
import { beforeEach, describe, expect, test } from 'vitest';
import type { Heartbeat } from '../../core/experiment/schema/probes.ts';
import { beatPrefix, type Metrics } from '../../core/ports/metrics.ts';

export interface HeartbeatsSubject {
  readonly metrics: Pick<Metrics, 'beat' | 'endBeat'>;
  /** Of a table that has a replica. */
  readonly heartbeat: Heartbeat;
  readonly at: number;
  /** Until the replica has what was written before. Answers the time then. */
  readonly arrive: () => Promise<number>;
}

export function heartbeatsContract(name: string, make: () => Promise<HeartbeatsSubject>): void {
  describe(`${name} keeps the contract of heartbeats`, () => {
    const item = `${beatPrefix}run-1/writes`;
    let subject: HeartbeatsSubject;
    beforeEach(async () => {
      subject = await make();
    });

    test('what home has acknowledged is seen in the other place once it has arrived', async () => {
      const { metrics, heartbeat, at, arrive } = subject;
      expect(await metrics.beat({ heartbeat, item, at, first: true })).toMatchObject({ written: true });
      const later = await arrive();
      expect(await metrics.beat({ heartbeat, item, at: later, first: false })).toEqual({ written: true, seen: at });
      await arrive();
      const again = await metrics.beat({ heartbeat, item, at: later + 1, first: false });
      expect(again).toEqual({ written: true, seen: later });
    });

    test('an older beat overwrites nothing, and one after the end makes nothing anew', async () => {
      const { metrics, heartbeat, at, arrive } = subject;
      await metrics.beat({ heartbeat, item, at, first: true });
      await arrive();
      const older = await metrics.beat({ heartbeat, item, at: at - 1, first: true });
      expect(older).toMatchObject({ written: false, seen: at, why: expect.stringContaining('gone, or newer') });
      await metrics.endBeat(heartbeat, item);
      await metrics.endBeat(heartbeat, item);
      await arrive();
      const late = await metrics.beat({ heartbeat, item, at: at + 60_000, first: false });
      expect(late).toEqual({ written: false, why: expect.stringContaining('gone, or newer') });
    });

    test('runs do not see each other’s', async () => {
      const { metrics, heartbeat, at, arrive } = subject;
      await metrics.beat({ heartbeat, item, at, first: true });
      const later = await arrive();
      const other = await metrics.beat({ heartbeat, item: `${beatPrefix}run-2/writes`, at: later, first: true });
      expect(other).toEqual({ written: true });
    });

    test('a table that is not there answers with a reason, and nothing is thrown', async () => {
      const { metrics, heartbeat, at } = subject;
      const answer = await metrics.beat({ heartbeat: { ...heartbeat, table: 'no-such-table' }, item, at, first: true });
      expect(answer).toEqual({ written: false, why: expect.any(String), barred: true });
    });
  });
}
