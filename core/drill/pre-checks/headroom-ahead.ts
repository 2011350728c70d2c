import { isKnown, type Known } from '../../conformity/known.ts';
import { millis, spanOf } from '../../experiment/durations.ts';
import type { Probe } from '../../experiment/schema/probes.ts';
import type { RunHistory } from '../../history/run-history.ts';
import type { Millis } from '../../ports/clock.ts';
import { breachSentence } from '../../steady-state/breach.ts';
import { periodOf } from '../../steady-state/freshness.ts';
import { judgedIn } from '../../steady-state/probes.ts';
import { describe, excess, figure } from '../../steady-state/tolerance.ts';
import { type Facts, factsOf, judgedSamples } from '../measure/facts.ts';
import { usersSaw } from '../measure/users.ts';
import { moversOf, movesUsers } from './moves.ts';
import { type PreCheckFinding, type PreCheckQuestion, type PreCheckRule, preCheck, unknown } from './pre-check.ts';

const check = 'headroom';
/** Beyond the objective: long enough for queues to fill where the other place is too small. */
const judgedFor: Millis = 5 * 60_000;

/**
 * On a simulated cloud: the drill itself, in a copy of the world, until past the objective. What
 * its probes tell there is what they will tell in the run. AWS cannot be run ahead.
 */
export const rule: PreCheckRule<Known<RunHistory>> = {
  check,
  async gather(question, { stage, standby }) {
    if (stage.platform !== 'simulated' || !movesUsers(question)) return undefined;
    const { definition, drill, seed } = question;
    return standby.ahead({ definition, seed, for: millis(drill.objectives.recover) + judgedFor });
  },
  judge(question, ahead) {
    const of = 'the drill, run ahead';
    if (!isKnown(ahead))
      return [
        unknown(check, of, `the drill cannot be run ahead (${ahead.notKnown}): plan it where it can be simulated`),
      ];
    const facts = factsOf(ahead);
    if (!facts) {
      const why = ahead.record.terminal?.reason ?? 'it waits';
      return [unknown(check, of, `run ahead, the drill changes nothing (${why}): see to that first`)];
    }
    const within = millis(question.drill.objectives.recover);
    const ended = endedEarly(facts, within + judgedFor);
    if (ended !== undefined) return [early(ended, facts, question)];
    const probes = judgedByUsers(question);
    if (probes.length === 0)
      return [
        unknown(check, of, 'no probe says what users see while the place is lost: give the drill one with a tolerance'),
      ];
    return [...probes.map((probe) => judged(probe, facts, within)), ...served(facts, within, question)];
  },
};

export const headroomAheadCheck = preCheck(rule);

/** Those that say what users see, as the recovery is measured by. */
const judgedByUsers = ({ drill: { users }, definition }: PreCheckQuestion): readonly Probe[] =>
  judgedIn(definition.hypothesis, 'during').filter(
    ({ id }) => users?.success === undefined || users.success.includes(id),
  );

/** Why it was over before it had been looked at for so long; undefined: it was not, or it had held. */
function endedEarly({ record, held, lost, until }: Facts, length: Millis): string | undefined {
  const over = record.cause !== undefined || record.terminal !== undefined;
  if (!over || held !== undefined || until >= lost + length) return undefined;
  return record.cause?.detail ?? record.terminal?.reason ?? 'it ended';
}

const remedy =
  'give the other place more capacity, for good or by a capacity mover of the drill, or the objective more time';

function early(why: string, { lost, moved, until }: Facts, question: PreCheckQuestion): PreCheckFinding {
  const of = 'the drill, run ahead';
  const needed = 'held until users are served';
  const after = spanOf(until - lost);
  // Users stay where they are: the other place has nothing to carry.
  if (moved === undefined && moversOf(question).length > 0)
    return { check, of, state: 'ok', measured: `over after ${after}, with nobody moved`, needed };
  const says = `run ahead, the drill is over ${after} after the loss (${why}): ${remedy}`;
  return { check, of, state: 'fails', measured: `over after ${after}`, needed, says };
}

function judged(probe: Probe, facts: Facts, within: Millis): PreCheckFinding {
  const of = `${probe.id}, run ahead`;
  const { expect } = probe;
  const needed = expect ? describe(expect) : 'ok';
  const period = periodOf(probe);
  const { lost, until } = facts;
  const all = judgedSamples(facts, probe).filter(({ at }) => at + period > lost && at + period <= until);
  const told = all.filter(({ at }) => at >= lost + within && at < lost + within + judgedFor);
  // A hold that is over before the objective is judged by its end.
  const own = told.length > 0 ? told : all.slice(-1);
  const [first] = own;
  if (!first) return unknown(check, of, `${probe.id} has no data in the world run ahead: see to its metric`, needed);
  const far = ({ value }: (typeof own)[number]) => (expect && value !== undefined ? excess(expect, value) : 0);
  const bad = own.filter(({ ok }) => ok === false);
  const worst = (bad.length > 0 ? bad : own).reduce((most, sample) => (far(sample) > far(most) ? sample : most));
  const measured = figure(worst.value ?? 'nothing');
  if (bad.length === 0) return { check, of, state: 'ok', measured, needed };
  const says = `run ahead, ${breachSentence(probe, [worst])}, ${spanOf(worst.at - lost)} after the loss, and users are to be served again ${spanOf(within)} after it: ${remedy}`;
  return { check, of, state: 'fails', measured, needed, says };
}

/** Of users' requests, once they are to be served again: no fewer may succeed then than of all that the drill is judged by. */
function served(facts: Facts, within: Millis, { drill, definition }: PreCheckQuestion): readonly PreCheckFinding[] {
  const { successRate } = drill.objectives;
  const counted = definition.hypothesis.probes.find(({ id }) => id === drill.users?.requests);
  if (successRate === undefined || !counted) return [];
  const period = periodOf(counted);
  const from = Math.ceil((facts.lost + within) / period) * period;
  const to = Math.min(facts.until, facts.lost + within + judgedFor);
  if (to - from < period) return [];
  const of = 'users served, run ahead';
  const floor = `${figure(Number(successRate))} %`;
  const needed = `at least ${floor}`;
  const saw = usersSaw({ ...facts, lost: from }, to);
  if (saw.is !== 'measured')
    return [unknown(check, of, `how many users are served in the world run ahead is not known (${saw.why})`, needed)];
  const measured = `${figure(saw.successRate)} %`;
  if (saw.successRate >= Number(successRate)) return [{ check, of, state: 'ok', measured, needed }];
  const says = `run ahead, ${measured} of ${figure(saw.requests)} requests succeed in the ${spanOf(to - from)} after users are to be served again, and the objective is ${floor}: ${remedy}`;
  return [{ check, of, state: 'fails', measured, needed, says }];
}
