/** Runs that are not at rest, what runs left behind, and switches that are raised: of either platform. */
import type { Platform } from '../cli/platforms/platform.ts';
import { count } from '../cli/text/numbers.ts';
import type { Checked } from './checked.ts';

export async function checkRuns(platform: Platform): Promise<readonly Checked[]> {
  const unfinished = await platform.list({ unfinished: true });
  const [left, raised] = [await platform.leftovers(), await platform.raised()];
  const { flags } = platform;
  const now = platform.now?.();
  const stuck = unfinished.filter(({ lease }) =>
    now === undefined ? !platform.isDriven() : lease !== undefined && lease.until < now,
  );
  const named = (ids: readonly string[]) => [...new Set(ids)].join(', ');
  return [
    stuck.length > 0
      ? {
          check: 'runs',
          state: 'ill',
          says: `${named(stuck.map(({ runId }) => runId))} ${now === undefined ? 'is driven by nobody' : 'is past its lease'}: squall reap${flags} brings it to rest`,
        }
      : {
          check: 'runs',
          state: 'well',
          says:
            unfinished.length === 0
              ? 'every run is at rest'
              : `${count(unfinished.length, 'run')} under way, within its lease`,
        },
    left.length > 0
      ? {
          check: 'leftovers',
          state: 'ill',
          says: `${count(left.length, 'leftover')} of ${named(left.map(({ runId }) => runId))}: squall reap${flags} says what to do`,
        }
      : { check: 'leftovers', state: 'well', says: 'nothing is left behind' },
    raised.length > 0
      ? {
          check: 'switches',
          state: 'ill',
          says: `raised: ${raised.map(({ scope, by, reason }) => `${scope}, by ${by} (${reason})`).join('; ')}: squall resume${flags} lowers it`,
        }
      : { check: 'switches', state: 'well', says: 'no kill switch is raised' },
  ];
}
