import { expect, test } from 'vitest';
import { type Definition, localMachine, readDefinition } from '../../../../apps/local/machine.ts';

test('tasks and waits of the committed machines are told apart', () => {
  const { tasks, waits, timeout } = localMachine(readDefinition('recovery'));
  expect([...tasks].sort()).toEqual(['Conclude', 'Undo', 'VerifyAfter']);
  expect([...waits].sort()).toEqual(['WaitToUndo', 'WaitToVerifyAfter']);
  expect(timeout).toBe(12 * 3_600_000);
});

test('a wait that the virtual clock could not keep is refused', () => {
  const States = { Pause: { Type: 'Wait', Seconds: 5, Next: 'Done' }, Done: { Type: 'Succeed' } };
  expect(() => localMachine({ StartAt: 'Pause', States } as Definition)).toThrow('Pause');
});
