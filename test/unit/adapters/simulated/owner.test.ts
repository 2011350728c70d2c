import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Database, openDatabase } from '../../../../adapters/simulated/database.ts';
import {
  beat,
  claimOwner,
  currentOwner,
  mustOwn,
  type Owner,
  ownerAlive,
  releaseOwner,
} from '../../../../adapters/simulated/owner.ts';

const now = 1_772_530_200_000;
const me = { token: 'mine', host: 'here', pid: process.pid };
const other = { token: 'other', host: 'here', pid: 12 };
const owner: Owner = { ...me, startedAt: now, beatAt: now };
const lost = expect.objectContaining({ name: 'OwnershipLost' });

let directory: string;
let file: string;
let opened: Database[];
const open = () => {
  const database = openDatabase(file);
  opened.push(database);
  return database;
};
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'squall-owner-'));
  file = join(directory, 'platform.sqlite');
  opened = [];
});
afterEach(() => {
  for (const database of opened) database.close();
  rmSync(directory, { recursive: true, force: true });
});

test('the second claim is told who owns it, from this connection and from another', () => {
  const [mine, theirs] = [open(), open()];
  expect(ownerAlive(mine, 'here', now)).toBe(false);
  expect(claimOwner(mine, me, now)).toEqual({ claimed: true });
  expect(claimOwner(theirs, other, now)).toEqual({ claimed: false, owner });
  expect(claimOwner(mine, other, now)).toEqual({ claimed: false, owner });
  expect([ownerAlive(mine, 'here', now), ownerAlive(theirs, 'here', now)]).toEqual([true, true]);
  expect(claimOwner(mine, me, now + 1)).toEqual({ claimed: true });
  expect(statSync(`${file}-owner`).mode & 0o777).toBe(0o600);
});

test('an owner that hangs for an hour keeps the directory: it may go on', () => {
  claimOwner(open(), me, now);
  expect(ownerAlive(open(), 'here', now + 3_600_000)).toBe(true);
});

test('released, it is free; a stranger cannot release it', () => {
  const [mine, theirs] = [open(), open()];
  claimOwner(mine, me, now);
  releaseOwner(theirs, 'other');
  expect(ownerAlive(theirs, 'here', now)).toBe(true);
  releaseOwner(mine, 'mine');
  releaseOwner(mine, 'mine');
  expect(ownerAlive(theirs, 'here', now)).toBe(false);
  expect(claimOwner(theirs, other, now)).toEqual({ claimed: true });
  expect(claimOwner(mine, me, now)).toMatchObject({ claimed: false, owner: { token: 'other' } });
});

test('looking takes nothing away', () => {
  const [mine, theirs] = [open(), open()];
  for (let i = 0; i < 5; i++) expect(ownerAlive(theirs, 'here', now)).toBe(false);
  expect(claimOwner(mine, me, now)).toEqual({ claimed: true });
});

test('a suspended owner keeps the directory, a killed one is replaced at once', async () => {
  const script = `
    const { openDatabase } = await import(${JSON.stringify(new URL('../../../../adapters/simulated/database.ts', import.meta.url).href)});
    const { claimOwner } = await import(${JSON.stringify(new URL('../../../../adapters/simulated/owner.ts', import.meta.url).href)});
    const claim = claimOwner(openDatabase(${JSON.stringify(file)}), { token: 'child', host: 'here', pid: process.pid }, ${now});
    console.log(JSON.stringify(claim));
    setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', script]);
  const [line] = await once(child.stdout, 'data');
  expect(JSON.parse(String(line))).toEqual({ claimed: true });
  const database = open();
  expect(claimOwner(database, me, now)).toMatchObject({ claimed: false, owner: { token: 'child', pid: child.pid } });
  child.kill('SIGSTOP');
  expect(claimOwner(database, me, now + 3_600_000)).toMatchObject({ claimed: false });
  child.kill('SIGKILL');
  // Its parent, which has not come to its turn yet, still counts it among its children.
  expect(child.exitCode).toBeNull();
  expect(currentOwner(database)?.token).toBe('child');
  expect(claimOwner(database, me, now + 1)).toEqual({ claimed: true });
  await once(child, 'exit');
});

test('on another machine, where locks do not reach, beats tell; one that was wrongly taken for dead is fenced', () => {
  const [theirs, mine] = [open(), open()];
  claimOwner(theirs, { ...other, host: 'there' }, now);
  // As seen from where its lock does not reach.
  theirs.letGo();
  expect(ownerAlive(mine, 'here', now + 15_000)).toBe(true);
  expect(claimOwner(mine, me, now - 15_000)).toMatchObject({ claimed: false, owner: { host: 'there' } });
  expect(mine.holds).toBe(false);
  expect(ownerAlive(mine, 'here', now + 15_001)).toBe(false);
  expect(claimOwner(mine, me, now + 15_001)).toEqual({ claimed: true });
  expect(() => beat(theirs, 'other', now + 16_000)).toThrow(lost);
  expect(() => mustOwn(theirs, 'other')).toThrow(lost);
  releaseOwner(theirs, 'other');
  beat(mine, 'mine', now + 17_000);
  expect(currentOwner(mine)).toMatchObject({ token: 'mine', beatAt: now + 17_000 });
});
