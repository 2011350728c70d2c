/** Notices for people. On a laptop they go to whoever holds the platform: the screen, a log, a test. */
import type { Notice, Notices } from '../../core/ports/notices.ts';

/** Each (run, kind) pair is delivered once a process. A channel that fails never fails a step. */
export function simulatedNotices(deliver: (notice: Notice) => void): Notices {
  const sent = new Set<string>();
  return {
    async send(notice) {
      const key = `${notice.runId} ${notice.kind}`;
      if (sent.has(key)) return;
      sent.add(key);
      try {
        deliver(notice);
      } catch {
        sent.delete(key);
      }
    },
  };
}
