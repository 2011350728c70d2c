/** Time to recover: from the loss until steady state is back, and held until the hold is over. */
import { spanOf } from '../../experiment/durations.ts';
import type { Probe } from '../../experiment/schema/probes.ts';
import type { Between, Timed } from '../../history/measured.ts';
import { judgedIn } from '../../steady-state/probes.ts';
import { backWithin } from './back.ts';
import { type Facts, judgedSamples } from './facts.ts';
import { lastOf, measured, never, unknown } from './timed.ts';

export interface Recovered {
  readonly recover: Timed;
  readonly at?: Between;
}

/** The probes that say what users saw. Default: all that are judged while the place is lost. */
export function recovered(facts: Facts): Recovered {
  const { terms, record, lost, until, held } = facts;
  const { hypothesis } = record.plan.definition;
  const named = terms.users?.success;
  const probes: readonly Probe[] = named
    ? hypothesis.probes.filter(({ id }) => named.includes(id))
    : judgedIn(hypothesis, 'during');
  const stretch = { from: lost, until, every: record.plan.times.sampleEvery };
  const seen = probes.map((probe) => backWithin(probe, judgedSamples(facts, probe), stretch));
  const out = seen.find(({ is }) => is === 'out');
  if (out?.is === 'out') return { recover: never(until - lost, out.why) };
  const silent = seen.find(({ is }) => is === 'silent');
  if (silent?.is === 'silent') return { recover: unknown(silent.why) };
  const back = lastOf(
    seen.flatMap((each) => (each.is === 'back' ? [each] : [])),
    lost,
  );
  if (held === undefined)
    return {
      recover: unknown(
        `steady state was seen back ${spanOf(back.notAfter - lost)} after the loss, and the run ended before it had held for ${terms.hold}`,
      ),
    };
  return { recover: measured(lost, back), at: back };
}
