import { expect, it } from 'vitest';
import { experimentOf, newPlace, squall } from './squall-process.ts';

it('compares a run with the one of the same experiment before it, and the first with none', async () => {
  const place = newPlace();
  const run = async (experiment: string, seed: string) => {
    const flags = ['--yes', '--json', '--traffic', 'closed-form', '--seed', seed];
    const { stdout } = await squall(place, ['run', experimentOf(experiment), ...flags]);
    return (JSON.parse(stdout.trimEnd().split('\n').at(-1)!) as { runId: string }).runId;
  };
  const markdown = async (runId: string) => (await squall(place, ['report', runId, '--format', 'markdown'])).stdout;
  const first = await run('error-injection', '1');
  await run('instance-termination', '1');
  const second = await run('error-injection', '2');
  expect(await markdown(second)).toContain(first);
  expect(await markdown(first)).not.toContain(second);
});
