/** Composites: whether all, any or none of a few other probes hold, period by period. */
import type { Composite, Probe } from '../experiment/schema/probes.ts';
import type { Sample } from '../history/journal.ts';
import type { Instant, Millis } from '../ports/clock.ts';
import { freshFor, periodOf } from './freshness.ts';
import { figure } from './tolerance.ts';

export const namesIn = ({ all, any, none }: Composite): readonly string[] => all ?? any ?? none ?? [];

/** `all of p99, page`. */
export const describeComposite = (composite: Composite): string =>
  `${composite.all ? 'all' : composite.any ? 'any' : 'none'} of ${namesIn(composite).join(', ')}`;

export interface CompositeLook {
  readonly since: Instant;
  readonly now: Instant;
  /** All samples of the run, those of this look too. */
  readonly samples: readonly Sample[];
}

type State = 'holds' | 'breaks' | 'unknown';

/**
 * New samples, one a period, oldest first: those that can be told, whatever else may still
 * come. Without a period, one of what was asked at this very look. The value says how many of
 * its probes hold.
 * @param probes of the hypothesis
 */
export function compositeSamples(
  probe: Probe,
  composite: Composite,
  probes: readonly Probe[],
  { since, now, samples }: CompositeLook,
): readonly Sample[] {
  const names = namesIn(composite);
  const members = probes.filter(({ id }) => names.includes(id));
  const own = samples.filter((sample) => names.includes(sample.probe) && sample.value !== undefined);
  const told = new Set(
    samples.flatMap(({ probe: id, at, value }) => (id === probe.id && value !== undefined ? [at] : [])),
  );
  const period = periodOf(probe);
  const of = (from: Instant, to: Instant, late: boolean) =>
    members.map((member) => ({
      member,
      ...stateIn(
        member,
        own.filter((sample) => sample.probe === member.id && sample.at >= from && sample.at < to),
        period,
        late,
      ),
    }));
  if (period === 0) return sampleOf(probe, composite, now, of(now, now + 1, true));
  const found: Sample[] = [];
  for (let at = Math.floor(since / period) * period; at + period <= now; at += period)
    if (!told.has(at)) found.push(...sampleOf(probe, composite, at, of(at, at + period, now > at + freshFor(period))));
  return found;
}

interface Member {
  readonly member: Probe;
  readonly state: State;
  readonly last?: Sample | undefined;
}

/** A probe holds in a period when each of its samples there does. @param late what is not there by now does not come */
function stateIn(
  member: Probe,
  samples: readonly Sample[],
  period: Millis,
  late: boolean,
): Pick<Member, 'state' | 'last'> {
  const bad = samples.find(({ ok }) => ok === false);
  if (bad) return { state: 'breaks', last: bad };
  const length = periodOf(member);
  const complete = late || length === 0 || samples.length >= period / length;
  return { state: samples.length > 0 && complete ? 'holds' : 'unknown', last: samples.at(-1) };
}

/** None while what is unknown could still decide it. */
function sampleOf(probe: Probe, composite: Composite, at: Instant, members: readonly Member[]): readonly Sample[] {
  const ok = verdict(
    composite,
    members.map(({ state }) => state),
  );
  if (ok === undefined) return [];
  const holding = members.filter(({ state }) => state === 'holds').length;
  const value = `${holding} of ${members.length} hold`;
  return [{ probe: probe.id, at, value, ok, detail: members.map(clause).join(', ') }];
}

function verdict({ all, any }: Composite, states: readonly State[]): boolean | undefined {
  const every = (state: State) => states.every((each) => each === state);
  if (all) return states.includes('breaks') ? false : every('holds') ? true : undefined;
  if (any) return states.includes('holds') ? true : every('breaks') ? false : undefined;
  return states.includes('holds') ? false : every('breaks') ? true : undefined;
}

const clause = ({ member, state, last }: Member): string =>
  state === 'unknown' ? `${member.id} is unknown` : `${member.id} ${state} (${figure(last?.value ?? '')})`;
