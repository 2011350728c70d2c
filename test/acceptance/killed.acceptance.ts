import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { openArchive } from '../../apps/local/platform.ts';
import { experimentFile, newDirectory, squall, startSquall } from './squall.ts';

describe('SIGKILL in the middle of a run', () => {
  it('leaves the fault in the reloaded world, until reap brings it to rest with one terminal record', async () => {
    const directory = newDirectory();
    const child = startSquall([
      'run',
      experimentFile('az-power-interruption'),
      '--local',
      '--yes',
      '--json',
      '--seed',
      '7',
      '--speed',
      '300',
      '--directory',
      directory,
    ]);
    let printed = '';
    for await (const chunk of child.stdout) {
      printed += String(chunk);
      if (printed.includes('"type":"injected"') && printed.includes('"phase":"during"')) break;
    }
    child.kill('SIGKILL');
    if (child.signalCode === null) await once(child, 'exit');
    const { runId } = JSON.parse(printed.split('\n')[0]!) as { runId: string };

    const abandoned = openArchive(directory);
    expect((await abandoned.activeFaults(runId)).length).toBeGreaterThan(0);
    expect((await abandoned.history(runId))?.record.terminal).toBeUndefined();
    abandoned.close();

    const reaped = await squall(['reap', '--local', '--directory', directory]);
    expect(reaped.code, reaped.stdout + reaped.stderr).toBe(5);

    const rested = openArchive(directory);
    expect(await rested.activeFaults(runId)).toEqual([]);
    const history = await rested.history(runId);
    expect(history?.record.terminal).toMatchObject({ end: 'aborted', recovery: 'restored' });
    expect(history?.journal.filter((entry) => entry.type === 'concluded')).toHaveLength(1);
    rested.close();

    const again = await squall(['reap', '--local', '--directory', directory]);
    expect(again.code).toBe(0);
  });
});
