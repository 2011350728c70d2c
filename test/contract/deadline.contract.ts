/** What every `Deadline` adapter keeps. */
import { beforeEach, describe, expect, test } from 'vitest';
import type { Deadline } from '../../core/ports/deadline.ts';

export interface DeadlineSubject {
  readonly deadline: Deadline;
  now(): number;
  /** Runs whose deadline has been reached so far, in order. */
  reached(): readonly string[];
  pass(millis: number): Promise<void>;
}

export function deadlineContract(name: string, make: () => Promise<DeadlineSubject>): void {
  describe(`${name} keeps the contract of Deadline`, () => {
    let subject: DeadlineSubject;
    beforeEach(async () => {
      subject = await make();
    });

    test('it fires once, not before its instant', async () => {
      const { deadline, now, pass, reached } = subject;
      await deadline.arm('run-1', now() + 600_000);
      await pass(599_000);
      expect(reached()).toEqual([]);
      await pass(61_000);
      expect(reached()).toEqual(['run-1']);
      await pass(3_600_000);
      expect(reached()).toEqual(['run-1']);
    });

    test('a later arming replaces the instant, and the same one changes nothing', async () => {
      const { deadline, now, pass, reached } = subject;
      const start = now();
      await deadline.arm('run-1', start + 600_000);
      await deadline.arm('run-1', start + 600_000);
      await deadline.arm('run-1', start + 1_200_000);
      await pass(1_100_000);
      expect(reached()).toEqual([]);
      await pass(200_000);
      expect(reached()).toEqual(['run-1']);
    });

    test('disarmed, it never fires; other runs keep theirs; disarming is idempotent', async () => {
      const { deadline, now, pass, reached } = subject;
      await deadline.arm('run-1', now() + 600_000);
      await deadline.arm('run-2', now() + 600_000);
      await deadline.disarm('run-1');
      await deadline.disarm('run-1');
      await deadline.disarm('never armed');
      await pass(700_000);
      expect(reached()).toEqual(['run-2']);
    });

    test('an instant that has passed fires at once', async () => {
      const { deadline, now, pass, reached } = subject;
      await deadline.arm('run-1', now() - 1000);
      await pass(60_000);
      expect(reached()).toEqual(['run-1']);
    });
  });
}
