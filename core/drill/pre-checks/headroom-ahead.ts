import { isKnown, type Known } from '../../conformity/known.ts';
import { millis } from '../../experiment/durations.ts';
import type { MetricQuery, Probe } from '../../experiment/schema/probes.ts';
import type { Sample } from '../../history/journal.ts';
import type { Millis } from '../../ports/clock.ts';
import type { Metrics } from '../../ports/metrics.ts';
import type { Ahead } from '../../ports/standby.ts';
import { judgedIn, probesFor } from '../../steady-state/probes.ts';
import { takeSamples } from '../../steady-state/sample.ts';
import { describe, excess, figure } from '../../steady-state/tolerance.ts';
import { movesUsers } from './moves.ts';
import { type PreCheckFinding, type PreCheckQuestion, type PreCheckRule, preCheck, unknown } from './pre-check.ts';

export interface Predicted {
  readonly ahead: Known<Ahead>;
  /** Of the time after the objective: by then users are served again. Probe and its samples. */
  readonly probes: readonly (readonly [probe: Probe, samples: readonly Sample[]])[];
}

const check = 'headroom';
/** Beyond the objective: long enough for queues to fill where the other place is too small. */
const judgedFor: Millis = 5 * 60_000;

/**
 * On a simulated cloud: a copy of the world with the loss and the moves made, run ahead past
 * the objective, and the drill's own probes asked there. AWS cannot be run ahead.
 */
export const rule: PreCheckRule<Predicted> = {
  check,
  async gather(question, { stage, standby }) {
    if (stage.platform !== 'simulated' || !movesUsers(question)) return undefined;
    const { steps, drill, definition } = question;
    const within = millis(drill.objectives.recover);
    const told = probesFor(definition, 'during').filter(
      ({ cloudwatch, math, composite }) => cloudwatch ?? math ?? composite,
    );
    const asked = judgedByUsers(question).filter((probe) => told.includes(probe));
    const queries = told.flatMap(queriesOf);
    const ahead = await standby.ahead({ steps, queries, for: within + judgedFor });
    if (!isKnown(ahead)) return { ahead, probes: [] };
    const look = { probes: told, since: ahead.moved + within, now: ahead.until, seen: [], runId: 'ahead' };
    const samples = await takeSamples(look, replayed(queries, ahead));
    return { ahead, probes: asked.map((probe) => [probe, samples.filter((sample) => sample.probe === probe.id)]) };
  },
  judge({ drill: { objectives } }, { ahead, probes }) {
    const of = 'the world run ahead';
    if (!isKnown(ahead))
      return [
        unknown(check, of, `the world cannot be run ahead (${ahead.notKnown}): plan it where it can be simulated`),
      ];
    if (probes.length === 0)
      return [
        unknown(
          check,
          of,
          'no probe of the drill can be asked of a world run ahead: give it one on a metric, with a fixed tolerance',
        ),
      ];
    return probes.map(([probe, samples]) => judged(probe, samples, millis(objectives.recover)));
  },
};

export const headroomAheadCheck = preCheck(rule);

/** Those that say what users see, and that need no baseline of their own. */
const judgedByUsers = ({ drill: { users }, definition }: PreCheckQuestion): readonly Probe[] =>
  judgedIn(definition.hypothesis, 'during').filter(
    ({ id, expect }) =>
      (users?.success === undefined || users.success.includes(id)) && !(expect && 'changeAtMost' in expect),
  );

const queriesOf = ({ cloudwatch, math }: Probe): readonly MetricQuery[] =>
  cloudwatch ? [cloudwatch] : Object.values(math?.metrics ?? {});

/** What was published ahead, as the sampling of runs asks for it. */
function replayed(queries: readonly MetricQuery[], { series }: Ahead): Metrics {
  const known = new Map(queries.map((query, i) => [JSON.stringify(query), series[i] ?? []]));
  return {
    series: async (query, from, to) =>
      (known.get(JSON.stringify(query)) ?? []).filter(({ at }) => at >= from && at < to),
    alarms: async (names) => names.map(() => undefined),
    http: async () => ({ failed: 'nobody asks a world that is run ahead' }),
    beat: async () => ({ written: false }),
    async endBeat() {},
  };
}

function judged(probe: Probe, samples: readonly Sample[], after: Millis): PreCheckFinding {
  const of = `${probe.id}, run ahead`;
  const { expect } = probe;
  const needed = expect ? describe(expect) : 'ok';
  const told = samples.filter(({ value }) => value !== undefined);
  if (told.length === 0)
    return unknown(check, of, `${probe.id} has no data in the world run ahead: see to its metric`, needed);
  const bad = told.filter(({ ok }) => ok === false);
  const far = ({ value }: Sample) => (expect && value !== undefined ? excess(expect, value) : 0);
  const worst = (bad.length > 0 ? bad : told).reduce((most, sample) => (far(sample) > far(most) ? sample : most));
  const measured = figure(worst.value ?? 'nothing');
  if (bad.length === 0) return { check, of, state: 'ok', measured, needed };
  const says = `with the move made, the world run ahead has ${probe.id} at ${measured} ${figure(after / 60_000)} min and more after it, and it is to be ${needed}: give the other place more capacity, for good or by a capacity mover of the drill`;
  return { check, of, state: 'fails', measured, needed, says };
}
