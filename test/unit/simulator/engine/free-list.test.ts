import fc from 'fast-check';
import { expect, it } from 'vitest';
import { FreeList } from '../../../../simulator/engine/free-list.ts';

it('never hands out a slot in use, nor one beyond the arrays', () => {
  fc.assert(
    fc.property(fc.array(fc.nat({ max: 100 }), { maxLength: 300 }), (commands) => {
      let capacity = 0;
      const list = new FreeList(2, (size) => {
        capacity = size;
      });
      const used: number[] = [];
      for (const command of commands) {
        if (command < 40 && used.length > 0) {
          list.give(used.splice(command % used.length, 1)[0]!);
        } else {
          const slot = list.take();
          expect(used).not.toContain(slot);
          expect(slot).toBeLessThan(capacity);
          used.push(slot);
        }
        expect(list.used).toBe(used.length);
      }
    }),
    { seed: 2 },
  );
});
