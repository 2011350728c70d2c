import { describe, expect, it } from 'vitest';
import { longOf, strayFlag } from '../../../../apps/cli/strays.ts';
import { verbs } from '../../../../apps/cli/verbs/index.ts';

const stray = (verb: string, ...given: string[]) =>
  strayFlag(verbs.find(({ name }) => name === verb)!.flags, new Set(given));

describe('flags where they say nothing', () => {
  it.each([
    ['run', '--speed'],
    ['run', '--traffic'],
    ['run', '--continue'],
    ['run', '--local'],
    ['plan', '--predict'],
    ['watch', '--directory'],
    ['ls', '--in'],
  ])('%s refuses %s in AWS, and takes it here', (verb, flag) => {
    expect(stray(verb, '--aws', flag)).toContain(`${flag} is of the platform on this machine`);
    expect(stray(verb, flag)).toBeUndefined();
  });
  it.each(['--config', '--stage', '--region', '--detach'])('run refuses %s here, and takes it in AWS', (flag) => {
    expect(stray('run', flag)).toContain('add --aws');
    expect(stray('run', '--aws', flag)).toBeUndefined();
  });
  it('every verb that goes to AWS can be told to which deployment', () => {
    const there = verbs.filter(({ flags }) => flags.some((flag) => longOf(flag) === '--aws'));
    expect(there.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['plan', 'run', 'watch', 'stop', 'reap', 'ls', 'show', 'report']),
    );
    for (const { flags } of there)
      expect(flags.map(longOf)).toEqual(expect.arrayContaining(['--config', '--stage', '--region']));
  });
});
