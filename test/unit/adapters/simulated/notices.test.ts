import { expect, test } from 'vitest';
import { simulatedNotices } from '../../../../adapters/simulated/notices.ts';
import type { Notice } from '../../../../core/ports/notices.ts';

const notice = (kind: Notice['kind'], runId = 'run-1'): Notice => ({ runId, kind, subject: 's', body: 'b' });

test('each kind of notice of a run is delivered once', async () => {
  const delivered: Notice[] = [];
  const notices = simulatedNotices((each) => delivered.push(each));
  for (const each of [notice('started'), notice('started'), notice('concluded'), notice('started', 'run-2')])
    await notices.send(each);
  expect(delivered).toEqual([notice('started'), notice('concluded'), notice('started', 'run-2')]);
});

test('a channel that fails never fails a step, and is tried again', async () => {
  let calls = 0;
  const notices = simulatedNotices(() => {
    if (++calls === 1) throw new Error('no such screen');
  });
  await notices.send(notice('started'));
  await notices.send(notice('started'));
  expect(calls).toBe(2);
});
