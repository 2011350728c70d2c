import fc from 'fast-check';
import { expect, it } from 'vitest';
import { EventQueue } from '../../../../simulator/engine/event-queue.ts';

it('hands out events by time, and in the order of pushing within an instant, whatever pops come between', () => {
  const command = fc.oneof(fc.record({ at: fc.integer({ min: 0, max: 12 }) }), fc.constant('pop' as const));
  fc.assert(
    fc.property(fc.array(command, { maxLength: 400 }), (commands) => {
      const queue = new EventQueue(2);
      const reference: { time: number; payload: number }[] = [];
      let pushed = 0;
      let now = 0;
      const pop = () => {
        reference.sort((a, b) => a.time - b.time || a.payload - b.payload);
        const expected = reference.shift();
        expect(queue.next).toBe(expected?.time ?? Number.POSITIVE_INFINITY);
        if (!expected) return;
        now = queue.next;
        expect(queue.pop()).toBe(expected.payload);
      };
      for (const given of commands) {
        if (given === 'pop') {
          pop();
        } else {
          // As in a simulation, nothing is pushed into the past.
          reference.push({ time: now + given.at, payload: pushed });
          queue.push(now + given.at, pushed++);
        }
        expect(queue.size).toBe(reference.length);
      }
      while (reference.length > 0) pop();
      pop();
      expect(queue.popped).toBe(pushed);
    }),
    { seed: 1, numRuns: 300 },
  );
});
