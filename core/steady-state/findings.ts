/** What a run's history says of its hypothesis, clause by clause. */
import { millis, spanOf } from '../experiment/durations.ts';
import type { Probe, ProbePhase } from '../experiment/schema/probes.ts';
import type { JournalEntry, Sample } from '../history/journal.ts';
import type { RunHistory } from '../history/run-history.ts';
import type { Cause } from '../history/run-record.ts';
import { breachSentence, clockTime, streaks, valuesOf } from './breach.ts';
import { failsWithoutData, trippedRule } from './deviation.ts';
import { brokenProbe } from './escalation.ts';
import { ofGroups } from './group-healing.ts';
import { judgedIn } from './probes.ts';
import { baselineOf } from './sample.ts';
import { describe } from './tolerance.ts';

export interface Finding {
  readonly kind: 'broken' | 'unseen' | 'held';
  readonly why: string;
}

const broken = (why: string): Finding => ({ kind: 'broken', why });
const unseen = (why: string): Finding => ({ kind: 'unseen', why });

/** In the order of a sentence: the stop condition, the probes, the recovery, the groups. */
export function findingsOf(history: RunHistory, cause: Cause | undefined): readonly Finding[] {
  const { record, journal } = history;
  const { definition } = record.plan;
  const samples = journal.flatMap((entry) => (entry.type === 'sampled' ? entry.samples : []));
  const during = samplesOf(journal, 'during');
  const rule = trippedRule(definition, during);
  const probes = judgedIn(definition.hypothesis, 'during');
  // The rule's own sentence says what its probe's would.
  const others = probes.filter((probe) => probe.id !== rule?.probe);
  return [
    ...ofStopCondition(journal, cause),
    ...(rule ? [broken(rule.why)] : []),
    ...silence(definition, cause, (rule ?? brokenProbe(definition, during)) !== undefined, journal),
    ...others.flatMap((probe) => ofProbe(probe, during, samples, cause)),
    ...ofAwaits(history),
    ...ofRecovery(judgedIn(definition.hypothesis, 'after'), journal),
    ...ofGroups(history),
  ];
}

/** Samples that the journal holds of a phase, in the order of writing. */
export const samplesOf = (journal: readonly JournalEntry[], phase: ProbePhase): readonly Sample[] =>
  journal.flatMap((entry) => (entry.type === 'sampled' && entry.phase === phase ? entry.samples : []));

function ofStopCondition(journal: readonly JournalEntry[], cause: Cause | undefined): readonly Finding[] {
  const states = journal.flatMap((entry) =>
    entry.type === 'observed'
      ? Object.entries(entry.alarms).map(([name, state]) => ({ name, state, at: entry.at }))
      : [],
  );
  const fired = states.find(({ state }) => state === 'ALARM');
  if (cause?.kind === 'alarm') {
    const lost = !fired && states.some(({ state }) => state !== 'OK');
    // An alarm that can no longer tell stops the run, and shows nothing.
    return [lost ? unseen(cause.detail) : broken(`${cause.detail} at ${clockTime(cause.at)}`)];
  }
  return fired ? [broken(`alarm ${fired.name} went into ALARM at ${clockTime(fired.at)}`)] : [];
}

/** An alarm that was to notice and did not is as much a part of what was believed as a probe. Nobody can be blamed for a decision. */
const ofAwaits = ({ record, journal }: RunHistory): readonly Finding[] =>
  journal.flatMap((entry) => {
    if (entry.type !== 'awaited' || !entry.ends) return [];
    const what = record.plan.awaits?.find(({ id }) => id === entry.stepId)?.what;
    return what?.kind === 'alarms' ? [broken(`${entry.stepId}: ${entry.why}`)] : [];
  });

/** A run that was ended because a probe fell silent. */
function silence(
  { hypothesis }: { readonly hypothesis: { readonly probes: readonly Probe[] } },
  cause: Cause | undefined,
  tripped: boolean,
  journal: readonly JournalEntry[],
): readonly Finding[] {
  if (cause?.kind !== 'deviated' || tripped) return [];
  const probe = journal.find((entry) => entry.type === 'deviated')?.probe;
  // What was waited for and did not come is said by itself.
  if (probe === undefined) return [];
  const fails = failsWithoutData(hypothesis.probes.find(({ id }) => id === probe));
  return [fails ? broken(cause.detail) : unseen(cause.detail)];
}

function ofProbe(
  probe: Probe,
  during: readonly Sample[],
  samples: readonly Sample[],
  cause: Cause | undefined,
): readonly Finding[] {
  const least = probe.for === undefined ? 0 : millis(probe.for);
  const breaches = streaks(probe, during, ({ ok }) => ok === false).filter(({ lasted }) => lasted >= least);
  if (breaches.length > 0)
    return [
      broken(
        breachSentence(
          probe,
          breaches.flatMap(({ samples: bad }) => bad),
          baselineOf(probe, samples),
        ),
      ),
    ];
  if (valuesOf(probe, during).length > 0) return [{ kind: 'held', why: stayed(probe, during) }];
  if (cause?.kind !== 'settled') return [];
  const why = `${probe.id} had no data during the injection`;
  return [failsWithoutData(probe) ? broken(why) : unseen(why)];
}

/** A breach shorter than the probe's `for` is forgiven, and said all the same. */
function stayed(probe: Probe, during: readonly Sample[]): string {
  const expected = probe.expect ? describe(probe.expect) : 'as expected';
  const longest = Math.max(0, ...streaks(probe, during, ({ ok }) => ok === false).map(({ lasted }) => lasted));
  return longest === 0
    ? `${probe.id} stayed ${expected}`
    : `${probe.id} was not ${expected} for ${spanOf(longest)} on end, and ${probe.for === undefined ? 'none' : spanOf(millis(probe.for))} is forgiven`;
}

function ofRecovery(meant: readonly Probe[], journal: readonly JournalEntry[]): readonly Finding[] {
  const back = journal.find((entry) => entry.type === 'recovered');
  if (back) return [{ kind: 'held', why: `steady state was back ${inWords(back.after)}` }];
  const notBack = journal.find((entry) => entry.type === 'not-recovered');
  if (!notBack) return [unseen('recovery was not observed')];
  const after = samplesOf(journal, 'after');
  const silent = meant.filter((probe) => valuesOf(probe, after).length === 0);
  const bad = meant.some((probe) => valuesOf(probe, after).some(({ ok }) => ok === false));
  const why = `steady state did not come back: ${notBack.why}`;
  return [bad || silent.length === 0 || silent.some(failsWithoutData) ? broken(why) : unseen(why)];
}

const inWords = (after: number): string =>
  after === 0 ? 'as soon as the faults ended' : `${spanOf(after)} after the faults ended`;
