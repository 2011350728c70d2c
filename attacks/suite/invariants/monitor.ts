import { isMover } from '../movers.ts';
import { type Invariant, seconds } from './invariant.ts';

/** Of the stop alarm. */
const period = 60_000;
/** From the second missing period to the look that sees it: Observe looks every half minute, and takes its time. */
const look = 60_000;
/** A datapoint counts as fresh for as long as AWS may take to publish it. */
const publication = 180_000;

/** I7: with the monitor gone, nothing is started, and what runs is stopped within two periods; users who were moved stay. */
export const monitor: Invariant = {
  id: 'I7',
  what: 'monitor missing, stale or erroring: refuse, or abort within two periods',
  *breaches({ platform }) {
    const { witness, cloud, attacker } = platform;
    const [since] = [...witness.blindSince].sort((a, b) => a - b);
    if (since === undefined) return;
    const limit = since + publication + 2 * period + look + attacker.slack;
    for (const started of witness.started) {
      const { runId, experimentId, at } = started;
      if (at <= limit && isMover(started, platform)) continue;
      const { endedAt = Number.POSITIVE_INFINITY } = cloud.experiment(experimentId) ?? {};
      const stopped = Math.min(endedAt, witness.undoAsked.get(experimentId) ?? Number.POSITIVE_INFINITY);
      if (at > limit) yield `${experimentId} of ${runId} was started ${seconds(at - since)} after the monitor was gone`;
      else if (stopped > limit)
        yield `${experimentId} of ${runId} went on ${seconds(stopped - since)} after the monitor was gone`;
    }
  },
};
