import { describe, expect, test } from 'vitest';
import { openDatabase } from '../../../../adapters/simulated/database.ts';
import {
  beat,
  claimOwner,
  currentOwner,
  isAlive,
  mustOwn,
  type Owner,
  ownerAlive,
  processExists,
  releaseOwner,
} from '../../../../adapters/simulated/owner.ts';

const now = 1_772_530_200_000;
const me = { token: 'mine', host: 'here', pid: process.pid };
const owner: Owner = { ...me, startedAt: now, beatAt: now };
const noProcess = 2 ** 22 + 1;

describe('alive', () => {
  const [exists, gone] = [() => true, () => false];
  test.each([
    ['its process is there and beats', owner, 1000, exists, true],
    ['its process is gone, however fresh its beat', owner, 0, gone, false],
    ['busy for half a minute', owner, 30_000, exists, true],
    ['silent for longer than a minute: its number is a stranger’s by now', owner, 60_001, exists, false],
    ['the wall clock was set back by seconds', owner, -5000, exists, true],
    ['the wall clock was set back by hours', owner, -3_600_000, exists, false],
    ['on another host, by its beats alone', { ...owner, host: 'there' }, 15_000, gone, true],
    ['silent on another host', { ...owner, host: 'there' }, 15_001, exists, false],
  ])('%s', (_name, who, later, check, alive) => {
    expect(isAlive(who, 'here', now + later, check)).toBe(alive);
  });

  test('processes are asked by number', () => {
    expect(processExists(process.pid)).toBe(true);
    expect(processExists(noProcess)).toBe(false);
    // Of another user, as a rule: to be refused is to be there.
    expect(processExists(1)).toBe(true);
  });
});

describe('one owner', () => {
  test('the second claim is told who owns it; released, it is free', () => {
    const database = openDatabase(':memory:');
    expect(claimOwner(database, me, now)).toEqual({ claimed: true });
    expect(claimOwner(database, { ...me, token: 'other' }, now)).toEqual({ claimed: false, owner });
    expect(claimOwner(database, me, now + 1)).toEqual({ claimed: true });
    expect(ownerAlive(database, 'here', now)).toBe(true);
    releaseOwner(database, 'other');
    expect(currentOwner(database)?.token).toBe('mine');
    releaseOwner(database, 'mine');
    expect(ownerAlive(database, 'here', now)).toBe(false);
    expect(claimOwner(database, { ...me, token: 'other' }, now)).toEqual({ claimed: true });
  });

  test('a dead owner is replaced at once, and fenced should it be undead', () => {
    const database = openDatabase(':memory:');
    claimOwner(database, { ...me, token: 'dead', pid: noProcess }, now);
    expect(claimOwner(database, me, now + 1)).toEqual({ claimed: true });
    expect(() => beat(database, 'dead', now + 2)).toThrow(expect.objectContaining({ name: 'OwnershipLost' }));
    expect(() => mustOwn(database, 'dead')).toThrow(expect.objectContaining({ name: 'OwnershipLost' }));
    releaseOwner(database, 'dead');
    beat(database, 'mine', now + 9000);
    expect(currentOwner(database)).toMatchObject({ token: 'mine', beatAt: now + 9000 });
  });
});
