/** The way back: from the first thing taken back until traffic is home and steady state held. */
import type { Between, Timed } from '../../history/measured.ts';
import type { Instant } from '../../ports/clock.ts';
import { judgedIn } from '../../steady-state/probes.ts';
import { backWithin } from './back.ts';
import { entries, type Facts, judgedSamples } from './facts.ts';
import { lastOf, measured, never, unknown } from './timed.ts';

export interface CameHome {
  readonly failback: Timed;
  readonly from?: Instant;
  readonly at?: Between;
}

/** Traffic is home once the movers that lead it were seen undone, and what serves it elsewhere stands for longer; without any, once everything was. */
export function cameHome(facts: Facts): CameHome {
  const { journal, loss, movers, end, record } = facts;
  const from = begun(facts);
  if (from === undefined) return { failback: unknown('nothing was taken back') };
  const entriesHome = movers.length > 0 ? movers : loss;
  const astray = entriesHome.find(({ proof }) => proof?.result !== 'restored' && proof?.result !== 'irreversible');
  if (astray) {
    const what =
      movers.length > 0 ? `what ${astray.stepId} moved was not seen home` : `${astray.stepId} was not seen undone`;
    return { failback: never(end - from, what), from };
  }
  const lost = entries(journal, 'not-recovered').at(-1);
  if (lost) return { failback: never(lost.at - from, lost.why), from };
  const told = entries(journal, 'recovered').at(-1);
  if (!told) return { failback: unknown('nobody saw steady state back'), from };
  const serving = new Set(record.plan.steps.flatMap(({ id, wave, serves }) => (serves ? [`${wave}/${id}`] : [])));
  const leading = entriesHome.filter(({ id }) => !serving.has(id));
  const homes = (leading.length > 0 ? leading : entriesHome).map(({ id, undoneAt: proved = end }): Between => {
    const back = entries(journal, 'undoing').find((entry) => entry.entryId === id && entry.back);
    const undoneAt = Math.min(proved, back?.at ?? proved);
    const asked = entries(journal, 'undoing').find(({ entryId, at }) => entryId === id && at <= undoneAt);
    // Each look of recovery looks at all that is not home yet.
    const looked = journal.findLast(({ step, at }) => step === 'VerifyAfter' && at < undoneAt);
    return { notBefore: Math.max(from, asked?.at ?? from, looked?.at ?? from), notAfter: undoneAt };
  });
  const stretch = { from, until: told.at, every: record.plan.times.sampleEvery };
  const back = judgedIn(record.plan.definition.hypothesis, 'after').map((probe) =>
    backWithin(probe, judgedSamples(facts, probe), stretch),
  );
  // What recovery has taken for held is held: a probe that told too little here was judged there.
  const at = lastOf([...homes, ...back.flatMap((each) => (each.is === 'back' ? [each] : []))], from);
  return { failback: measured(from, at), from, at };
}

/** Of undoing, or of what was seen undone by itself. */
function begun({ journal, loss, movers }: Facts): Instant | undefined {
  const asked = entries(journal, 'undoing').map(({ at }) => at);
  const seen = [...loss, ...movers].flatMap(({ undoneAt }) => undoneAt ?? []);
  const all = [...asked, ...seen];
  return all.length === 0 ? undefined : Math.max(Math.min(...all), (loss[0] ?? movers[0])?.intendedAt ?? 0);
}
