import { millis, spanOf } from '../../experiment/durations.ts';
import { balancersOf } from '../behind.ts';
import { isKnown } from '../known.ts';
import { conforms, finding, notEvaluated, rule } from '../rule.ts';

/** AWS shows nothing of the servers behind a load balancer: their owner can. An ISO 8601 duration. */
const tag = 'resilience:keep-alive';

export const idleTimeout = rule({
  rule: 'idle-timeout',
  asks: 'servers keep connections for longer than the load balancer that reuses them',
  severity: 'medium',
  of: ['target-group'],
  proof: 'targets-detached',
  judge({ id, tags, targets }, surroundings) {
    if (targets === 'lambda') return undefined;
    const front = balancersOf([id], surroundings);
    if (!isKnown(front)) return notEvaluated(front.notKnown);
    const balancers = front.filter(({ type, idleTimeout: idle }) => type === 'application' && idle !== undefined);
    if (balancers.length === 0) return undefined;
    if (!isKnown(tags)) return notEvaluated(`its tags are not known: ${tags.notKnown}`);
    const kept = keepAliveOf(tags[tag]);
    if (kept === undefined)
      return notEvaluated(
        `how long its servers keep a connection is in their configuration: say it with the tag ${tag}=PT75S`,
      );
    for (const { name, idleTimeout: idle } of balancers) {
      if (!isKnown(idle!)) return notEvaluated(idle!.notKnown);
      if (idle! >= kept)
        return finding(
          `its servers close a connection after ${spanOf(kept)}, and ${name} may send a request on it for ${spanOf(idle!)}: those are answered 502`,
          `servers that keep connections for longer than ${spanOf(idle!)}`,
          'raise the keep-alive time of the servers, or lower the idle time-out of the load balancer',
        );
    }
    return conforms;
  },
});

function keepAliveOf(text: string | undefined): number | undefined {
  try {
    return text === undefined ? undefined : millis(text);
  } catch {
    return undefined;
  }
}
