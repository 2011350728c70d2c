/** How long each part of a drill may take at worst, as far as its plan can tell: what its objectives are set beside. */
import { millis } from '../experiment/durations.ts';
import type { ObjectiveName } from '../history/measured.ts';
import type { Plan } from '../plan/plan.ts';
import { beginning, longestOfEach } from '../plan/times.ts';
import type { Millis } from '../ports/clock.ts';
import { periodOf } from '../steady-state/freshness.ts';
import { judgedIn } from '../steady-state/probes.ts';
import type { DrillTerms } from './schema/terms.ts';

export type BoundedName = Exclude<ObjectiveName, 'recoveryPoint' | 'successRate'>;

export interface Bound {
  readonly name: BoundedName;
  /** One after the other. */
  readonly parts: readonly (readonly [time: Millis, what: string])[];
  /** All of them. Missing: one of them is not known. */
  readonly most?: Millis;
  /** A clause. */
  readonly notKnown?: string;
}

export type BoundedPlan = Pick<Plan, 'definition' | 'steps' | 'detection' | 'preChecks' | 'times'>;

type Parts = Bound['parts'] | string;

/** In the order of a drill's life; those that have no part in this one are left out. */
export function boundsOf(plan: BoundedPlan, terms: DrillTerms): readonly Bound[] {
  const lost = plan.steps.some(({ moves }) => !moves);
  const movers = plan.steps.filter(({ moves }) => moves);
  const notice = lost && terms.detect ? noticed(plan) : [];
  const decision = movers.length > 0 && terms.decide ? [[millis(terms.decide.within), 'to decide'] as const] : [];
  const moving =
    movers.length > 0
      ? [[longestOfEach(movers.map((step) => [step.wave, beginning(step)])), 'until all was moved'] as const]
      : [];
  return [
    ...(lost && terms.detect ? [bound('detect', notice)] : []),
    ...(lost && movers.length > 0
      ? [bound('decide', joined(decision, [[plan.times.sampleEvery, 'until the next look']]))]
      : []),
    bound(
      'recover',
      movers.length > 0
        ? joined(notice, decision, moving, led(plan), seen(plan, terms))
        : joined(byItself(plan), seen(plan, terms)),
    ),
    bound('failback', wayHome(plan, terms, movers.length > 0)),
  ];
}

const bound = (name: BoundedName, parts: Parts): Bound =>
  typeof parts === 'string'
    ? { name, parts: [], notKnown: parts }
    : { name, parts, most: parts.reduce((sum, [time]) => sum + time, 0) };

/** The first that is not known makes all of it unknown. */
const joined = (...all: readonly Parts[]): Parts =>
  all.find((each) => typeof each === 'string') ?? all.flatMap((each) => (typeof each === 'string' ? [] : each));

/** Any one of the alarms tells: the one that is sure to soonest. */
function noticed({ detection = [] }: BoundedPlan): Parts {
  const [first] = [...detection].sort((a, b) => a.worst - b.worst);
  return first
    ? [[first.worst, `until ${first.alarm} is in ALARM`]]
    : 'none of the alarms that tell of the loss can be read';
}

/** Until the last resolver that keeps to its time leads elsewhere. */
function led({ preChecks = [] }: BoundedPlan): Parts {
  const names = preChecks.filter(({ check }) => check === 'dns');
  const untold = names.find(({ takes }) => takes === undefined);
  if (untold) return `how long ${untold.of} is led home for is not known`;
  const longest = names.toSorted((a, b) => (b.takes ?? 0) - (a.takes ?? 0))[0];
  return longest?.takes === undefined ? [] : [[longest.takes, `until ${longest.of} is asked for again`]];
}

/** Nobody's alarm or word is waited for: AWS moves users as soon as its own checks have seen it. */
function byItself(plan: BoundedPlan): Parts {
  const found = led(plan);
  return found.length > 0
    ? found
    : 'nothing of the drill moves users, and no name under preChecks.names says how soon AWS does';
}

/** Data come by the period, and the first good one is known to be good at its end. */
function seen({ definition: { hypothesis }, times }: BoundedPlan, { users }: DrillTerms): Parts {
  const named = users?.success;
  const probes = named ? hypothesis.probes.filter(({ id }) => named.includes(id)) : judgedIn(hypothesis, 'during');
  const longest = Math.max(0, ...probes.map((probe) => periodOf(probe) || times.sampleEvery));
  return longest === 0 ? [] : [[2 * longest, 'until data tell']];
}

function wayHome({ definition: { hypothesis }, times }: BoundedPlan, { failback }: DrillTerms, moves: boolean): Parts {
  return [
    ...(moves ? [[millis(failback.within), 'until home is ready'] as const] : []),
    [(moves ? 2 : 1) * times.undo, 'until all is undone'],
    [millis(hypothesis.recovery.within), 'until steady state is back'],
  ];
}
