/** Notices, each counted by its kind whether or not the channel takes it: alarms hang on the counts. */
import type { Notice, Notices } from '../../core/ports/notices.ts';
import type { MetricName, Telemetry } from './telemetry.ts';

const counts: Readonly<Record<Notice['kind'], MetricName>> = {
  'waiting-for-approval': 'RunsWaiting',
  started: 'RunsStarted',
  refused: 'RunsRefused',
  aborted: 'RunsAborted',
  concluded: 'RunsConcluded',
  'recovery-unconfirmed': 'RecoveryUnconfirmed',
  'leftover-resolved': 'LeftoversResolved',
};

export const countedNotices = (notices: Notices, count: Telemetry['count']): Notices => ({
  async send(notice) {
    count(counts[notice.kind]);
    await notices.send(notice);
  },
});
