import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type FunctionName, functionNames, type Need, needs } from '../../lib/constructs/permissions/needs.ts';

const page = readFileSync(join(import.meta.dirname, '../../docs/security.md'), 'utf8');
const roles = page.slice(page.indexOf('## Roles'), page.indexOf('## What has been attacked'));
const rows = roles.split('\n').filter((line) => line.startsWith('| ') && !line.startsWith('| ---'));
const rowOf = (name: FunctionName) => rows.find((row) => row.split('|')[1]!.split(/[, ]+/).includes(name));
const has = (name: FunctionName, need: Need) => (needs[name] as readonly Need[]).includes(need);

describe('the page on security', () => {
  test.each(functionNames)('has a row for %s', (name) => {
    expect(rowOf(name), name).toBeDefined();
  });

  test('says rightly who starts faults, who stops them, who undoes them, and who raises and lowers switches', () => {
    const who = (need: Need) => functionNames.filter((name) => has(name, need));
    expect(who('start-faults')).toEqual(['Inject']);
    expect(who('mark')).toEqual(['Inject']);
    expect(who('undo')).toEqual(['Undo', 'Sweep']);
    expect(who('stop-faults')).toEqual(['Undo', 'Stop', 'StopScope', 'Sweep']);
    expect(who('raise-switches')).toEqual(['StopScope']);
    expect(who('lower-switches')).toEqual(['Resume']);
    expect(who('arm')).toEqual(['Arm']);
    expect(who('start-runs')).toEqual(['Start']);
    expect(who('stop-runs')).toEqual(['Stop', 'StopScope']);
    expect(needs.Start).toEqual(['start-runs']);
  });
});
