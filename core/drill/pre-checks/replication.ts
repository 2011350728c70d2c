import { isKnown, type Known } from '../../conformity/known.ts';
import { millis, spanOf } from '../../experiment/durations.ts';
import type { Millis } from '../../ports/clock.ts';
import type { Replication as Asked } from '../schema/pre-checks.ts';
import { busiest } from './load.ts';
import { type PreCheckFinding, type PreCheckRule, preCheck, unknown } from './pre-check.ts';

export interface Behind {
  readonly of: string;
  readonly lag: Known<Millis>;
}

const check = 'replication';
const inMillis: Readonly<Record<Asked['unit'], Millis>> = { milliseconds: 1, seconds: 1000 };

/**
 * What would be lost now is no more than the drill may lose: by the probe that tells of it, where
 * that reads a metric, and by what else the drill names.
 */
export const rule: PreCheckRule<readonly Behind[]> = {
  check,
  async gather({ drill: { objectives, preChecks, users }, definition, now }, { metrics }) {
    if (objectives.recoveryPoint === undefined) return undefined;
    const told = users?.recoveryPoint;
    const probe = definition.hypothesis.probes.find(({ id }) => id === told?.probe);
    const asked: readonly Asked[] = [
      ...(told && probe?.cloudwatch ? [{ of: probe.id, lag: probe.cloudwatch, unit: told.unit }] : []),
      ...(preChecks?.replication ?? []),
    ];
    return Promise.all(
      asked.map(async ({ of, lag, unit }): Promise<Behind> => {
        const worst = await busiest(lag, now, metrics);
        return { of, lag: isKnown(worst) ? worst * inMillis[unit] : worst };
      }),
    );
  },
  judge({ drill: { objectives } }, copies) {
    const most = millis(objectives.recoveryPoint ?? 'PT0S');
    const needed = `at most ${spanOf(most)}`;
    if (copies.length === 0)
      return [
        unknown(
          check,
          'all data',
          'there is a recoveryPoint, and no metric says how far copies are behind: name theirs under preChecks.replication',
          needed,
        ),
      ];
    return copies.map(({ of, lag }): PreCheckFinding => {
      if (!isKnown(lag))
        return unknown(check, of, `how far ${of} is behind is not known (${lag.notKnown}): see to its metric`, needed);
      const measured = spanOf(lag);
      if (lag <= most) return { check, of, state: 'ok', measured, needed };
      const says = `${of} is ${measured} behind, and the drill may lose ${spanOf(most)}: wait until it has caught up, or find out what holds it up`;
      return { check, of, state: 'fails', measured, needed, says };
    });
  },
};

export const replicationCheck = preCheck(rule);
