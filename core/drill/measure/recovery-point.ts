/** How much of the newest that was written at home is missing where users were moved to. */
import type { Probe } from '../../experiment/schema/probes.ts';
import type { Sample } from '../../history/journal.ts';
import type { Timed } from '../../history/measured.ts';
import { periodOf } from '../../steady-state/freshness.ts';
import { entries, type Facts } from './facts.ts';
import { unknown } from './timed.ts';

/** By the application's own metric, where the drill names one. */
export function recoveryPointOf(facts: Facts): Timed {
  const { terms, record } = facts;
  const named = terms.users?.recoveryPoint;
  const probe = named && record.plan.definition.hypothesis.probes.find(({ id }) => id === named.probe);
  return named && probe
    ? byMetric(facts, probe, named.unit === 'seconds' ? 1000 : 1)
    : unknown('no probe is named that tells of it');
}

/** The most that it told, from the period of the loss until all was moved. */
function byMetric(facts: Facts, probe: Probe, scale: number): Timed {
  const { lost, until, allMoved = until } = facts;
  const period = periodOf(probe);
  const values = samplesOf(facts, probe).flatMap(({ at, value }) =>
    typeof value === 'number' && at + period > lost && at <= allMoved ? [value * scale] : [],
  );
  if (values.length === 0) return unknown(`${probe.id} told nothing between the loss and the move`);
  const most = Math.max(0, ...values);
  return { is: 'measured', least: most, most };
}

/** In the order of time. */
const samplesOf = ({ journal }: Facts, { id }: Probe): readonly Sample[] =>
  entries(journal, 'sampled')
    .flatMap(({ samples }) => samples.filter(({ probe }) => probe === id))
    .sort((a, b) => a.at - b.at);
