/** How much of the newest that was written at home is missing where users were moved to. */
import type { Probe } from '../../experiment/schema/probes.ts';
import type { Sample } from '../../history/journal.ts';
import type { Timed } from '../../history/measured.ts';
import { periodOf } from '../../steady-state/freshness.ts';
import { entries, type Facts } from './facts.ts';
import { unknown } from './timed.ts';

/** By the application's own metric where the drill names one; otherwise by the heartbeat. */
export function recoveryPointOf(facts: Facts): Timed {
  const { terms, record } = facts;
  const { probes } = record.plan.definition.hypothesis;
  const named = terms.users?.recoveryPoint;
  const own = named && probes.find(({ id }) => id === named.probe);
  if (named && own) return byMetric(facts, own, named.unit === 'seconds' ? 1000 : 1);
  const beating = probes.find(({ heartbeat }) => heartbeat !== undefined);
  return beating
    ? byHeartbeat(facts, beating)
    : unknown('no heartbeat is written, and no probe is named that tells of it');
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

/**
 * Home acknowledges one write a look. Users wrote there until all was moved, or until home took
 * nothing any more. What of it the other place shows before anything is taken back is what it has.
 * Between two writes nobody knows: the figure is as wide as the looks are apart, unless the other
 * place shows one that was written after the move, and so all that was written before it.
 */
function byHeartbeat(facts: Facts, probe: Probe): Timed {
  const { until, lost, allMoved, record } = facts;
  const moving = record.plan.steps.some(({ moves }) => moves);
  if (moving && allMoved === undefined) return unknown('the run ended before everything was moved');
  const over = allMoved ?? until;
  const looks = samplesOf(facts, probe).filter(({ at }) => at <= until);
  const barred = looks.find(({ at, beat }) => at >= lost && beat?.barred);
  if (barred) return unknown(`${probe.id}: ${barred.detail ?? 'it may not be written, or not be read'}`);
  const beats = looks.flatMap(({ at, beat }) => (beat?.written && at <= over ? [at] : []));
  const newest = beats.at(-1);
  if (newest === undefined) return unknown(`${probe.id}: home acknowledged no write before users were moved`);
  const seen = looks.flatMap(({ at, beat }) =>
    at >= (moving ? over : lost) && beat?.seen !== undefined ? [beat.seen] : [],
  );
  if (seen.length === 0) return unknown(`${probe.id}: the other place was not seen to have anything after the move`);
  const shown = Math.max(...seen);
  if (moving && shown >= over) return { is: 'measured', least: 0, most: 0 };
  const has = Math.min(newest, shown);
  const missing = beats.find((at) => at > has);
  const refused = looks.find(({ at, beat }) => at > newest && !beat?.written)?.at;
  const lastWrite = Math.max(newest, Math.min(over, refused ?? over));
  return { is: 'measured', least: missing === undefined ? 0 : newest - missing, most: lastWrite - has };
}

/** In the order of time. */
const samplesOf = ({ journal }: Facts, { id }: Probe): readonly Sample[] =>
  entries(journal, 'sampled')
    .flatMap(({ samples }) => samples.filter(({ probe }) => probe === id))
    .sort((a, b) => a.at - b.at);
