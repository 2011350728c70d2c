/** A world without traffic that announces what it is told to: enough to drive a clock. */
import type { TimedWorld } from '../../apps/local/clock.ts';
import type { CloudEvent } from '../../simulator/cloud.ts';

export function stillWorld(start: number, announcements: readonly CloudEvent[] = []): TimedWorld {
  let now = start;
  const pending = [...announcements].sort((a, b) => a.at - b.at);
  return {
    get now() {
      return now;
    },
    advance(to) {
      const first = pending[0];
      if (first === undefined || first.at > to) {
        now = Math.max(now, to);
        return [];
      }
      now = first.at;
      return pending.splice(0, pending.findIndex((event) => event.at > now) >>> 0);
    },
  };
}
