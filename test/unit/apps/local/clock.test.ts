import fc from 'fast-check';
import { expect, test } from 'vitest';
import { VirtualClock } from '../../../../apps/local/clock.ts';
import { stillWorld } from '../../../workflow/still-world.ts';

const drive = async (clock: VirtualClock, until: number) => {
  while (clock.now() < until) await clock.step(until);
  await clock.quiet();
};

test('timers fire by (time, sequence), and time stands at theirs', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.integer({ min: 0, max: 20 }), { maxLength: 40 }), async (times) => {
      const clock = new VirtualClock(stillWorld(0));
      const fired: { at: number; now: number; n: number }[] = [];
      for (const [n, at] of times.entries()) clock.schedule(at, () => fired.push({ at, now: clock.now(), n }));
      await drive(clock, 21);
      const expected = times.map((at, n) => ({ at, now: at, n })).sort((a, b) => a.at - b.at || a.n - b.n);
      expect(fired).toEqual(expected);
    }),
    { numRuns: 50 },
  );
});

test('a cancelled timer does not fire, and one for the past fires now', async () => {
  const clock = new VirtualClock(stillWorld(100));
  const fired: string[] = [];
  clock.schedule(150, () => fired.push('cancelled')).cancel();
  clock.schedule(50, () => fired.push(`past at ${clock.now()}`));
  await drive(clock, 200);
  expect(fired).toEqual(['past at 100']);
});

test('the clock stands while anything is busy, however many turns of the event loop that takes', async () => {
  const clock = new VirtualClock(stillWorld(0));
  const seen: number[] = [];
  clock.schedule(10, () => {
    void clock.during(async () => {
      for (let turn = 0; turn < 50; turn++) await new Promise((resolve) => setImmediate(resolve));
      seen.push(clock.now());
    });
  });
  clock.schedule(11, () => seen.push(clock.now()));
  await drive(clock, 20);
  expect(seen).toEqual([10, 11]);
});

test('what the world announces at an instant comes before the timers of that instant', async () => {
  const order: string[] = [];
  const clock = new VirtualClock(stillWorld(0, [{ type: 'alarm', at: 10, name: 'a', state: 'ALARM', reason: 'r' }]));
  clock.schedule(10, () => order.push('timer at 10'));
  clock.schedule(9, () => order.push('timer at 9'));
  while (clock.now() < 20) for (const event of await clock.step(20)) order.push(`${event.type} at ${clock.now()}`);
  expect(order).toEqual(['timer at 9', 'alarm at 10', 'timer at 10']);
});

test('releasing a hold twice frees it once', async () => {
  const clock = new VirtualClock(stillWorld(0));
  const [first, second] = [clock.hold(), clock.hold()];
  first();
  first();
  expect(clock.busy).toBe(1);
  second();
  expect(clock.busy).toBe(0);
});
